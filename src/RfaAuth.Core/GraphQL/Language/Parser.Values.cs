namespace RfaAuth.Core.GraphQL.Language;

/// <content>Arguments, values, directives and types.</content>
internal sealed partial class Parser
{
    private IReadOnlyList<Argument> ParseArguments(bool isConstant)
    {
        if (!TryAdvance(TokenKind.ParenthesisOpen))
            return Array.Empty<Argument>();
        if (_token.Kind == TokenKind.ParenthesisClose)
            throw Error("a list of arguments needs at least one argument between its parentheses");

        // Most fields have one or two arguments.
        var arguments = new List<Argument>(2);
        Value? previous = null;
        do
        {
            var location = _token.Location;
            var name = ParseNameBeforeValue("an argument's name or ')'", previous);
            previous = ParseValue(isConstant);
            arguments.Add(new Argument(name, previous, location));
        }
        while (!TryAdvance(TokenKind.ParenthesisClose));
        return arguments;
    }

    private IReadOnlyList<Directive> ParseDirectives(bool isConstant)
    {
        if (_token.Kind != TokenKind.At)
            return Array.Empty<Directive>();
        var directives = new List<Directive>(1);
        while (_token.Kind == TokenKind.At)
        {
            var location = Advance().Location;
            directives.Add(new Directive(ParseName("the directive's name"), ParseArguments(isConstant), location));
        }

        return directives;
    }

    private Value ParseValue(bool isConstant)
    {
        var location = _token.Location;
        switch (_token.Kind)
        {
            case TokenKind.Int:
                return new IntValue(Advance().Text, location);
            case TokenKind.Float:
                return new FloatValue(Advance().Text, location);
            case TokenKind.String:
            case TokenKind.BlockString:
                var isBlock = _token.Kind == TokenKind.BlockString;
                return new StringValue(Advance().Text, isBlock, location);
            case TokenKind.Name:
                return Advance().Text switch
                {
                    "true" => new BooleanValue(true, location),
                    "false" => new BooleanValue(false, location),
                    "null" => new NullValue(location),
                    var name => new EnumValue(name, location),
                };
            case TokenKind.BracketOpen:
                return ParseList(isConstant);
            case TokenKind.BraceOpen:
                return ParseObject(isConstant);
            case TokenKind.Dollar when isConstant:
                throw Error("a variable cannot stand here, where only constants can");
            case TokenKind.Dollar:
                return new Variable(ParseVariableName(), location);
            default:
                throw Expected("a value", PowerShellExpansion.HasTakenValue(_token.Kind));
        }
    }

    private ListValue ParseList(bool isConstant)
    {
        var open = Advance();
        Enter(open);
        var items = new List<Value>();
        while (!TryAdvance(TokenKind.BracketClose))
            items.Add(ParseValue(isConstant));
        Leave();
        return new ListValue(items, open.Location);
    }

    private ObjectValue ParseObject(bool isConstant)
    {
        var open = Advance();
        Enter(open);
        var fields = new List<ObjectField>();
        Value? previous = null;
        while (!TryAdvance(TokenKind.BraceClose))
        {
            var location = _token.Location;
            var name = ParseNameBeforeValue("an input field's name or '}'", previous);
            previous = ParseValue(isConstant);
            fields.Add(new ObjectField(name, previous, location));
        }

        Leave();
        return new ObjectValue(fields, open.Location);
    }

    private TypeReference ParseTypeReference()
    {
        TypeReference type;
        if (_token.Kind == TokenKind.BracketOpen)
        {
            Enter(Advance());
            type = new ListType(ParseTypeReference());
            Expect(TokenKind.BracketClose, "']'");
            Leave();
        }
        else
        {
            var location = _token.Location;
            type = new NamedType(ParseName("a type")) { Location = location };
        }

        return TryAdvance(TokenKind.Bang) ? new NonNullType(type) : type;
    }

    private string ParseVariableName()
    {
        Advance();
        return _token.Kind == TokenKind.Name ? Advance().Text : throw Expected("a variable's name after '$'", isPowerShell: true);
    }

    private string ParseNameBeforeValue(string what, Value? previous)
    {
        if (_token.Kind != TokenKind.Name)
            throw Expected(what, PowerShellExpansion.HasTakenValueBefore(_token.Kind, previous));
        var name = Advance().Text;
        if (!TryAdvance(TokenKind.Colon))
            throw Expected($"':' and a value after '{name}'");
        return name;
    }
}
