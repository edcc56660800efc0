using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>
/// Checks whether SDL makes a usable schema: each name occurs once, each named type is defined, and its kind is allowed at its place.
/// Finer rules (a type has the fields of its interfaces, a directive is allowed at its place) are not checked.
/// </summary>
internal sealed class SdlCheck
{
    private readonly string _source;
    private readonly TypeSystemDocument _document;
    private readonly Dictionary<string, string> _keywords = new(StringComparer.Ordinal);

    public SdlCheck(string source, TypeSystemDocument document)
    {
        _source = source;
        _document = document;
        foreach (var name in SpecifiedTypes.Scalars.Keys)
            _keywords[name] = "scalar";
        foreach (var type in SpecifiedTypes.IntrospectionTypes)
            _keywords[type.Name] = type.TypeKind == TypeKind.Enum ? "enum" : "type";
    }

    /// <exception cref="RfaException">InvalidSchema: the first problem.</exception>
    public void ThrowIfInvalid()
    {
        CheckNames();
        foreach (var definition in _document.Definitions)
        {
            switch (definition)
            {
                case TypeDefinition type:
                    Check(type);
                    break;
                case DirectiveDefinition directive:
                    CheckArguments(directive.Arguments);
                    break;
                case SchemaDefinition schema:
                    foreach (var root in schema.RootTypes)
                        Check(root.Type, "a root type", "type");
                    break;
            }
        }

        CheckMembersAreUnique();
    }

    /// <summary>The error for a problem that has no single place.</summary>
    public static RfaException Invalid(string problem) => new(ErrorCodes.InvalidSchema, $"The schema cannot be used: {problem}.");

    private void CheckNames()
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in _document.Definitions.OfType<TypeDefinition>().Where(type => !type.IsExtension))
        {
            if (!own.Add(type.Name))
                throw InvalidAt(type.Location, $"the type '{type.Name}' is defined twice");
            _keywords[type.Name] = type.Keyword;
        }

        foreach (var extension in _document.Definitions.OfType<TypeDefinition>().Where(type => type.IsExtension))
        {
            if (!own.Contains(extension.Name))
                throw InvalidAt(extension.Location, $"the type '{extension.Name}' is extended and not defined{Nearest(extension.Name, own)}");
            if (_keywords[extension.Name] != extension.Keyword)
                throw InvalidAt(extension.Location, $"'{extension.Name}' is extended as '{extension.Keyword}' and defined as '{_keywords[extension.Name]}'");
        }

        ThrowIfTwice(_document.Definitions.OfType<DirectiveDefinition>().Where(directive => !directive.IsExtension).Select(directive => (directive.Name, directive.Location)), "the directive");
        ThrowIfTwice(_document.Definitions.OfType<SchemaDefinition>().Where(schema => !schema.IsExtension).Select(schema => ("schema", schema.Location)), "the definition");
        ThrowIfTwice(_document.Definitions.OfType<SchemaDefinition>().SelectMany(schema => schema.RootTypes).Select(root => (root.Operation.ToString().ToLowerInvariant(), root.Location)), "the root type of");
    }

    private void Check(TypeDefinition type)
    {
        foreach (var name in type.Interfaces)
            Check(name, "an interface", "interface");
        foreach (var name in type.Members)
            Check(name, "a member of a union", "type");
        foreach (var field in type.Fields)
        {
            Check(field.Type, "the type of a field", "scalar", "type", "interface", "union", "enum");
            CheckArguments(field.Arguments);
        }

        CheckInputs(type.InputFields, "the type of an input field");
    }

    private void CheckArguments(IReadOnlyList<InputValueDefinition> arguments)
    {
        CheckInputs(arguments, "the type of an argument");
        ThrowIfTwice(arguments.Select(argument => (argument.Name, argument.Location)), "the argument");
    }

    private void CheckInputs(IReadOnlyList<InputValueDefinition> inputs, string role)
    {
        foreach (var input in inputs)
            Check(input.Type, role, "scalar", "enum", "input");
    }

    private void Check(TypeReference reference, string role, params string[] keywords)
    {
        var named = Named(reference);
        if (!_keywords.TryGetValue(named.Name, out var keyword))
            throw InvalidAt(named.Location, $"there is no type '{named.Name}'{Nearest(named.Name, _keywords.Keys)}");
        if (!keywords.Contains(keyword))
            throw InvalidAt(named.Location, $"'{named.Name}' cannot be {role}: it is defined as '{keyword}'");
    }

    private void CheckMembersAreUnique()
    {
        foreach (var group in _document.Definitions.OfType<TypeDefinition>().GroupBy(type => type.Name, StringComparer.Ordinal))
        {
            ThrowIfTwice(group.SelectMany(type => type.Fields).Select(field => (field.Name, field.Location)), $"the field of '{group.Key}'");
            ThrowIfTwice(group.SelectMany(type => type.InputFields).Select(field => (field.Name, field.Location)), $"the input field of '{group.Key}'");
            ThrowIfTwice(group.SelectMany(type => type.Values).Select(value => (value.Name, value.Location)), $"the value of '{group.Key}'");
            ThrowIfTwice(group.SelectMany(type => type.Members).Select(member => (member.Name, member.Location)), $"the member of '{group.Key}'");
            ThrowIfTwice(group.SelectMany(type => type.Interfaces).Select(name => (name.Name, name.Location)), $"the interface of '{group.Key}'");
        }
    }

    private void ThrowIfTwice(IEnumerable<(string Name, SourceLocation Location)> items, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, location) in items)
        {
            if (!seen.Add(name))
                throw InvalidAt(location, $"{what} '{name}' stands twice");
        }
    }

    private static NamedType Named(TypeReference reference) => reference switch
    {
        NonNullType nonNull => Named(nonNull.Type),
        ListType list => Named(list.ItemType),
        _ => (NamedType)reference,
    };

    private static string Nearest(string name, IEnumerable<string> names) =>
        NearestName.Find(name, names) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private RfaException InvalidAt(SourceLocation location, string problem) => new(
        ErrorCodes.InvalidSchema,
        $"The schema cannot be used, see line {location.Line}, column {location.Column}: {problem.TrimEnd('?')}{(problem.EndsWith("?", StringComparison.Ordinal) ? "?" : ".")}\n{SourceExcerpt.At(_source, location)}");
}
