namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Reads SDL: type system documents (GraphQL specification, section 3).</summary>
internal sealed class TypeSystemParser : Parser
{
    private TypeSystemParser(string text)
        : base(text)
    {
    }

    /// <exception cref="GraphQLSyntaxException">The text is no type system document.</exception>
    public static TypeSystemDocument Parse(string text) => new TypeSystemParser(text).ParseTypeSystemDocument();

    private TypeSystemDocument ParseTypeSystemDocument()
    {
        if (_token.Kind == TokenKind.EndOfDocument)
            throw Error("the document is empty");
        var definitions = new List<TypeSystemDefinition>();
        while (_token.Kind != TokenKind.EndOfDocument)
            definitions.Add(ParseTypeSystemDefinition());
        return new TypeSystemDocument(definitions);
    }

    private TypeSystemDefinition ParseTypeSystemDefinition()
    {
        var description = ParseDescription();
        var location = _token.Location;
        var isExtension = description is null && IsKeyword("extend");
        if (isExtension)
            Advance();
        var start = _token;
        var keyword = _token.Kind == TokenKind.Name ? _token.Text : "";
        TypeSystemDefinition definition = keyword switch
        {
            "schema" => ParseSchemaDefinition(isExtension, location),
            "scalar" or "type" or "interface" or "union" or "enum" or "input" => ParseTypeDefinition(location),
            "directive" => ParseDirectiveDefinition(isExtension, location),
            "query" or "mutation" or "subscription" or "fragment" =>
                throw Error($"'{keyword}' belongs to an executable document, and a schema has definitions of types only"),
            _ => throw Expected("'schema', 'scalar', 'type', 'interface', 'union', 'enum', 'input', 'directive' or 'extend'"),
        };
        if (isExtension && IsEmpty(definition))
            throw GraphQLSyntaxException.At(_source, start.Location, $"the extension of a {keyword} adds nothing");
        return definition with { Description = description, IsExtension = isExtension };
    }

    private static bool IsEmpty(TypeSystemDefinition definition) => definition.Directives.Count == 0 && definition switch
    {
        SchemaDefinition schema => schema.RootTypes.Count == 0,
        TypeDefinition type =>
            type.Interfaces.Count + type.Fields.Count + type.InputFields.Count + type.Values.Count + type.Members.Count == 0,
        _ => true,
    };

    private SchemaDefinition ParseSchemaDefinition(bool isExtension, SourceLocation location)
    {
        Advance();
        var directives = ParseDirectives(isConstant: true);
        var rootTypes = isExtension && _token.Kind != TokenKind.BraceOpen
            ? []
            : ParseBraced("'{' and the root types", "a root type", ParseRootType);
        return new SchemaDefinition(directives, rootTypes, location);
    }

    private RootTypeDefinition ParseRootType()
    {
        var location = _token.Location;
        OperationType operation = _token is { Kind: TokenKind.Name, Text: var text } ? text switch
        {
            "query" => OperationType.Query,
            "mutation" => OperationType.Mutation,
            "subscription" => OperationType.Subscription,
            _ => throw Expected("'query', 'mutation', 'subscription' or '}'"),
        }
        : throw Expected("'query', 'mutation', 'subscription' or '}'");
        Advance();
        Expect(TokenKind.Colon, "':' and the root type");
        return new RootTypeDefinition(operation, ParseNamedType(), location);
    }

    private TypeDefinition ParseTypeDefinition(SourceLocation location)
    {
        var keyword = Advance().Text;
        var name = ParseName("the type's name");
        var interfaces = keyword is "type" or "interface" ? ParseInterfaces() : [];
        return new TypeDefinition(keyword, name, ParseDirectives(isConstant: true), location)
        {
            Interfaces = interfaces,
            Fields = keyword is "type" or "interface" ? ParseOptionalBraces("a field", ParseFieldDefinition) : [],
            InputFields = keyword is "input" ? ParseOptionalBraces("an input field", ParseInputValueDefinition) : [],
            Values = keyword is "enum" ? ParseOptionalBraces("an enum value", ParseEnumValueDefinition) : [],
            Members = keyword is "union" && TryAdvance(TokenKind.EqualsSign) ? ParseSeparated(TokenKind.Bar, ParseNamedType) : [],
        };
    }

    private List<NamedType> ParseInterfaces()
    {
        if (!IsKeyword("implements"))
            return [];
        Advance();
        return ParseSeparated(TokenKind.Ampersand, ParseNamedType);
    }

    private FieldDefinition ParseFieldDefinition()
    {
        var description = ParseDescription();
        var location = _token.Location;
        var name = ParseName("a field's name or '}'");
        var arguments = ParseArgumentDefinitions();
        Expect(TokenKind.Colon, $"':' and the type of '{name}'");
        return new FieldDefinition(name, arguments, ParseTypeReference(), ParseDirectives(isConstant: true), description, location);
    }

    private List<InputValueDefinition> ParseArgumentDefinitions()
    {
        var arguments = new List<InputValueDefinition>();
        if (!TryAdvance(TokenKind.ParenthesisOpen))
            return arguments;
        do
            arguments.Add(ParseInputValueDefinition());
        while (!TryAdvance(TokenKind.ParenthesisClose));
        return arguments;
    }

    private InputValueDefinition ParseInputValueDefinition()
    {
        var description = ParseDescription();
        var location = _token.Location;
        var name = ParseName("the name of an argument or input field");
        Expect(TokenKind.Colon, $"':' and the type of '{name}'");
        var type = ParseTypeReference();
        var defaultValue = TryAdvance(TokenKind.EqualsSign) ? ParseValue(isConstant: true) : null;
        return new InputValueDefinition(name, type, defaultValue, ParseDirectives(isConstant: true), description, location);
    }

    private EnumValueDefinition ParseEnumValueDefinition()
    {
        var description = ParseDescription();
        var location = _token.Location;
        if (IsKeyword("true") || IsKeyword("false") || IsKeyword("null"))
            throw Error($"'{_token.Text}' cannot be an enum value");
        return new EnumValueDefinition(ParseName("an enum value or '}'"), ParseDirectives(isConstant: true), description, location);
    }

    private DirectiveDefinition ParseDirectiveDefinition(bool isExtension, SourceLocation location)
    {
        Advance();
        Expect(TokenKind.At, "'@' and the directive's name");
        var name = ParseName("the directive's name");
        if (isExtension)
            return new DirectiveDefinition(name, [], false, [], ParseDirectives(isConstant: true), location);
        var arguments = ParseArgumentDefinitions();
        var directives = ParseDirectives(isConstant: true);
        var isRepeatable = IsKeyword("repeatable");
        if (isRepeatable)
            Advance();
        if (!IsKeyword("on"))
            throw Expected("'on' and the places of the directive");
        Advance();
        return new DirectiveDefinition(name, arguments, isRepeatable, ParseSeparated(TokenKind.Bar, ParseDirectiveLocation), directives, location);
    }

    private string ParseDirectiveLocation()
    {
        if (_token.Kind == TokenKind.Name && !DirectiveLocations.IsKnown(_token.Text))
            throw Error($"'{_token.Text}' is no place of a directive");
        return ParseName("a place of the directive, such as FIELD");
    }

    private NamedType ParseNamedType()
    {
        var location = _token.Location;
        return new NamedType(ParseName("a type's name")) { Location = location };
    }

    private string? ParseDescription() => _token.Kind is TokenKind.String or TokenKind.BlockString ? Advance().Text : null;

    private List<T> ParseOptionalBraces<T>(string what, Func<T> parse) =>
        _token.Kind == TokenKind.BraceOpen ? ParseBraced("'{'", what, parse) : [];

    private List<T> ParseBraced<T>(string opening, string what, Func<T> parse)
    {
        Expect(TokenKind.BraceOpen, opening);
        if (_token.Kind == TokenKind.BraceClose)
            throw Error($"{what} is needed between the braces");
        var items = new List<T>();
        do
            items.Add(parse());
        while (!TryAdvance(TokenKind.BraceClose));
        return items;
    }

    /// <summary>Reads one or more parts with a separator between them. A separator before the first one is allowed.</summary>
    private List<T> ParseSeparated<T>(TokenKind separator, Func<T> parse)
    {
        TryAdvance(separator);
        var items = new List<T>();
        do
            items.Add(parse());
        while (TryAdvance(separator));
        return items;
    }
}
