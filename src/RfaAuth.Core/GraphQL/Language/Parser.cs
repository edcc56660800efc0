namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// Reads an executable document, with the grammar of the GraphQL specification of September 2025. This includes the grammar of October 2021.
/// Recursive descent with one token of look-ahead: time and memory are linear in the text, and the depth is limited.
/// </summary>
internal sealed partial class Parser
{
    // In a shorter text, skimming costs more than it can save.
    private const int LongText = 65_536;

    private readonly string _source;
    private readonly Lexer _lexer;
    private Token _token;
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
}
