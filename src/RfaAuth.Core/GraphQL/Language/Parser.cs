using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// Reads an executable document, with the grammar of the GraphQL specification of September 2025. This includes the grammar of October 2021.
/// Recursive descent with one token of look-ahead: time and memory are linear in the text, and the depth is limited.
/// </summary>
internal class Parser
{
    // In a shorter text, skimming costs more than it can save.
    private const int LongText = 65_536;

    private protected readonly string _source;
    private protected Token _token;
    private readonly Lexer _lexer;
    private int _depth;

    public Parser(string source)
    {
        _source = source ?? throw new ArgumentNullException(nameof(source));
        _lexer = new Lexer(source);
        _token = _lexer.Read();
    }

    private Parser(Lexer lexer)
    {
        _source = lexer.Source;
        _lexer = lexer;
        _token = _lexer.Read();
    }

    /// <summary>The selections of a skimmed set.</summary>
    /// <param name="lexer">A lexer at the set's opening brace.</param>
    public static IReadOnlyList<Selection> ParseSkimmed(Lexer lexer) => new Parser(lexer).ParseSelections();

    /// <summary>Reads a text that is a value without variables; null if it is none.</summary>
    public static Value? TryParseConstant(string text)
    {
        try
        {
            var parser = new Parser(text);
            var value = parser.ParseValue(isConstant: true);
            return parser._token.Kind == TokenKind.EndOfDocument ? value : null;
        }
        catch (GraphQLSyntaxException)
        {
            return null;
        }
    }

    /// <summary>Document: all definitions up to the end of the text, at least one.</summary>
    public Document ParseDocument()
    {
        if (_token.Kind == TokenKind.EndOfDocument)
            throw Error("the document is empty");

        var operations = new List<OperationDefinition>();
        var fragments = new List<FragmentDefinition>();
        while (_token.Kind != TokenKind.EndOfDocument)
        {
            var hasDescription = SkipDescription();
            if (_token.Kind == TokenKind.BraceOpen && hasDescription)
                throw Error("the short form of a query cannot have a description: write 'query' before the brace");
            if (IsKeyword("fragment"))
                fragments.Add(ParseFragmentDefinition());
            else
                operations.Add(ParseOperationDefinition());
        }

        return new Document(operations, fragments);
    }

    private OperationDefinition ParseOperationDefinition()
    {
        var location = _token.Location;
        if (_token.Kind == TokenKind.BraceOpen)
            return new OperationDefinition(OperationType.Query, null, [], [], ParseSetOfDefinition(), location);

        var type = ParseOperationType();
        var name = _token.Kind == TokenKind.Name ? Advance().Text : null;
        return new OperationDefinition(
            type, name, ParseVariableDefinitions(), ParseDirectives(isConstant: false), ParseSetOfDefinition(), location);
    }

    private OperationType ParseOperationType()
    {
        OperationType? type = _token switch
        {
            { Kind: not TokenKind.Name } => null,
            { Text: "query" } => OperationType.Query,
            { Text: "mutation" } => OperationType.Mutation,
            { Text: "subscription" } => OperationType.Subscription,
            { Text: "schema" or "scalar" or "type" or "interface" or "union" or "enum" or "input" or "directive" or "extend" } =>
                throw Error($"'{_token.Text}' belongs to a schema, and only executable documents (operations and fragments) can be sent"),
            _ => null,
        };
        if (type is null)
            throw Expected("'query', 'mutation', 'subscription', 'fragment' or '{'");
        Advance();
        return type.Value;
    }

    private IReadOnlyList<VariableDefinition> ParseVariableDefinitions()
    {
        if (!TryAdvance(TokenKind.ParenthesisOpen))
            return Array.Empty<VariableDefinition>();
        var definitions = new List<VariableDefinition>();
        do
            definitions.Add(ParseVariableDefinition());
        while (!TryAdvance(TokenKind.ParenthesisClose));
        return definitions;
    }

    private VariableDefinition ParseVariableDefinition()
    {
        SkipDescription();
        var location = _token.Location;
        if (_token.Kind != TokenKind.Dollar)
            throw Expected("a variable ($name)", PowerShellExpansion.HasTakenVariableDefinition(_token.Kind));

        var name = ParseVariableName();
        Expect(TokenKind.Colon, "':' and the variable's type");
        var type = ParseTypeReference();
        var defaultValue = TryAdvance(TokenKind.EqualsSign) ? ParseValue(isConstant: true) : null;
        return new VariableDefinition(name, type, defaultValue, ParseDirectives(isConstant: true), location);
    }

    private FragmentDefinition ParseFragmentDefinition()
    {
        var location = Advance().Location;
        var name = ParseFragmentName();
        if (!IsKeyword("on"))
            throw Expected("'on' and the type that the fragment is for");
        Advance();
        var typeLocation = _token.Location;
        return new FragmentDefinition(name, ParseName("a type's name"), ParseDirectives(isConstant: false), ParseSetOfDefinition(), location)
        {
            TypeConditionLocation = typeLocation,
        };
    }

    private string ParseFragmentName()
    {
        if (IsKeyword("on"))
            throw Error("a fragment cannot be named 'on'");
        return ParseName("the fragment's name");
    }

    /// <summary>In a long document the set is only skimmed, and read when it is needed: a validation often ends long before the document does.</summary>
    private SelectionSet ParseSetOfDefinition()
    {
        if (_source.Length < LongText || _token.Kind != TokenKind.BraceOpen)
            return ParseSelectionSet();
        var place = _lexer.PlaceOf(_token);
        if (!_lexer.TrySkipSelections())
            return ParseSelectionSet();
        Advance();
        return new SelectionSet(_lexer, place);
    }

    private SelectionSet ParseSelectionSet() => new(ParseSelections());

    private List<Selection> ParseSelections()
    {
        Enter(Expect(TokenKind.BraceOpen, "'{' and the fields to select"));
        if (_token.Kind == TokenKind.BraceClose)
            throw Error("a selection set needs at least one field between its braces (the GraphQL specification has no empty ones, though some engines run them)");

        var selections = new List<Selection>();
        do
            selections.Add(_token.Kind == TokenKind.Spread ? ParseFragment() : ParseField());
        while (!TryAdvance(TokenKind.BraceClose));
        Leave();
        return selections;
    }

    private Field ParseField()
    {
        var location = _token.Location;
        string? alias = null;
        var name = ParseName("a field, '...' or '}'");
        if (TryAdvance(TokenKind.Colon))
        {
            alias = name;
            name = ParseName("the name of the field after its alias");
        }

        return new Field(
            alias,
            name,
            ParseArguments(isConstant: false),
            ParseDirectives(isConstant: false),
            _token.Kind == TokenKind.BraceOpen ? ParseSelectionSet() : null,
            location);
    }

    private Selection ParseFragment()
    {
        var location = Advance().Location;
        if (_token.Kind == TokenKind.Name && !IsKeyword("on"))
            return new FragmentSpread(ParseFragmentName(), ParseDirectives(isConstant: false), location);

        string? typeCondition = null;
        SourceLocation typeLocation = default;
        if (IsKeyword("on"))
        {
            Advance();
            typeLocation = _token.Location;
            typeCondition = ParseName("a type's name");
        }

        return new InlineFragment(typeCondition, ParseDirectives(isConstant: false), ParseSelectionSet(), location)
        {
            TypeConditionLocation = typeLocation,
        };
    }

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

    protected IReadOnlyList<Directive> ParseDirectives(bool isConstant)
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

    protected Value ParseValue(bool isConstant)
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

    protected TypeReference ParseTypeReference()
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

    protected string ParseName(string what) => Expect(TokenKind.Name, what).Text;

    /// <summary>Skips a description. It documents a definition and has no other meaning.</summary>
    private bool SkipDescription() => TryAdvance(TokenKind.String) || TryAdvance(TokenKind.BlockString);

    protected bool IsKeyword(string word) => _token.Kind == TokenKind.Name && _token.Text == word;

    protected Token Advance()
    {
        var token = _token;
        _token = _lexer.Read();
        return token;
    }

    protected bool TryAdvance(TokenKind kind)
    {
        if (_token.Kind != kind)
            return false;
        Advance();
        return true;
    }

    protected Token Expect(TokenKind kind, string what) => _token.Kind == kind ? Advance() : throw Expected(what);

    private void Enter(Token open)
    {
        if (++_depth > NestingLimit.Levels)
            throw GraphQLSyntaxException.At(_source, open.Location, $"braces and brackets are nested deeper than {NestingLimit.Levels} levels");
    }

    private void Leave() => _depth--;

    protected GraphQLSyntaxException Error(string problem) => GraphQLSyntaxException.At(_source, _token.Location, problem);

    protected GraphQLSyntaxException Expected(string what, bool isPowerShell = false) => GraphQLSyntaxException.At(
        _source, _token.Location, $"expected {what}, found {_token.Description}", isPowerShell ? PowerShellExpansion.Advice : null);
}
