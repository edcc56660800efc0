using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Core.Text;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.GraphQL.Introspection;

/// <summary>Makes a <see cref="Schema"/> from the plain values of the answer to <see cref="IntrospectionQuery"/>. Pure.</summary>
internal sealed class SchemaReader
{
    // A few types are used thousands of times.
    private readonly Dictionary<string, NamedType> _named = new(StringComparer.Ordinal);
    private bool _isCut;

    private SchemaReader()
    {
    }

    /// <exception cref="RfaException">MalformedGraphQLResponse: the answer is no schema.</exception>
    public static Schema Read(object? data) => new SchemaReader().ReadSchema(data);

    /// <param name="data">The answer's data.</param>
    /// <param name="isCut">Whether a type ends with a list or a non-null mark, because the query requested too few levels.</param>
    /// <exception cref="RfaException">MalformedGraphQLResponse: the answer is no schema.</exception>
    public static Schema Read(object? data, out bool isCut)
    {
        var reader = new SchemaReader();
        var schema = reader.ReadSchema(data);
        isCut = reader._isCut;
        return schema;
    }

    private Schema ReadSchema(object? data)
    {
        // Some engines silently leave out what they do not want to tell.
        var schema = Member(data, "__schema") ?? throw NotAvailable();
        if (!IsObject(schema))
            throw Malformed();
        return new Schema(
            ReadTypes(Member(schema, "types")),
            // A service that does not list its directives has those of the specification.
            Member(schema, "directives") is object?[] directives ? ReadAll(directives, ReadDirective) : SpecifiedTypes.Directives,
            Member(Member(schema, "queryType"), "name") is string query ? TerminalText.Neutralise(query) : throw Malformed())
        {
            MutationType = Text(Member(schema, "mutationType"), "name"),
            SubscriptionType = Text(Member(schema, "subscriptionType"), "name"),
            DescriptionAsGiven = Raw(schema, "description"),
        };
    }

    private List<SchemaType> ReadTypes(object? types)
    {
        var read = new List<SchemaType>();
        foreach (var type in types as object?[] ?? [])
        {
            if (IsObject(type) && Name(type) is var name && !name.StartsWith("__", StringComparison.Ordinal))
                read.Add(ReadType(type, name));
        }

        return read;
    }

    private SchemaType ReadType(object? type, string name)
    {
        var inputFields = ReadAll(Member(type, "inputFields"), field => ReadInputField(field, name));
        return new SchemaType(name, TypeKinds.Find(Raw(type, "kind")) ?? throw Malformed())
        {
            DescriptionAsGiven = Raw(type, "description"),
            // A type has at most one of the two lists.
            Fields = Member(type, "fields") is object?[] { Length: > 0 } fields ? [.. ReadAll(fields, field => ReadField(field, name)), .. inputFields] : inputFields,
            EnumValues = ReadAll(Member(type, "enumValues"), ReadEnumValue),
            Interfaces = ReadAll(Member(type, "interfaces"), Name),
            PossibleTypes = ReadAll(Member(type, "possibleTypes"), Name),
            IsOneOf = Member(type, "isOneOf") is true,
            SpecifiedByUrlAsGiven = Raw(type, "specifiedByURL") ?? Raw(type, "specifiedByUrl"),
        };
    }

    private SchemaField ReadField(object? field, string declaringType) =>
        new(Name(field), ReadReference(Member(field, "type")))
        {
            DescriptionAsGiven = Raw(field, "description"),
            DeclaringType = declaringType,
            Arguments = ReadArguments(field),
            IsDeprecated = Member(field, "isDeprecated") is true,
            DeprecationReasonAsGiven = Raw(field, "deprecationReason"),
        };

    private SchemaField ReadInputField(object? field, string declaringType) =>
        new(Name(field), ReadReference(Member(field, "type")))
        {
            DescriptionAsGiven = Raw(field, "description"),
            DeclaringType = declaringType,
            DefaultValue = Text(field, "defaultValue"),
            IsDeprecated = Member(field, "isDeprecated") is true,
            DeprecationReasonAsGiven = Raw(field, "deprecationReason"),
        };

    private IReadOnlyList<SchemaArgument> ReadArguments(object? holder) => ReadAll(Member(holder, "args"), ReadArgument);

    private SchemaArgument ReadArgument(object? argument) =>
        new(Name(argument), ReadReference(Member(argument, "type")))
        {
            DescriptionAsGiven = Raw(argument, "description"),
            DefaultValue = Text(argument, "defaultValue"),
            IsDeprecated = Member(argument, "isDeprecated") is true,
            DeprecationReasonAsGiven = Raw(argument, "deprecationReason"),
        };

    private static SchemaEnumValue ReadEnumValue(object? value) => new(Name(value))
    {
        DescriptionAsGiven = Raw(value, "description"),
        IsDeprecated = Member(value, "isDeprecated") is true,
        DeprecationReasonAsGiven = Raw(value, "deprecationReason"),
    };

    private SchemaDirective ReadDirective(object? directive) => new(
        Name(directive), Member(directive, "locations") is object?[] locations ? [.. locations.OfType<string>().Select(TerminalText.Neutralise)] : [])
    {
        DescriptionAsGiven = Raw(directive, "description"),
        IsRepeatable = Member(directive, "isRepeatable") is true,
        Arguments = ReadArguments(directive),
        IsDeprecated = Member(directive, "isDeprecated") is true,
        DeprecationReasonAsGiven = Raw(directive, "deprecationReason"),
    };

    // The recursion is no deeper than the answer, whose depth is limited.
    private TypeReference ReadReference(object? type)
    {
        switch (Member(type, "kind"))
        {
            case "NON_NULL":
                var inner = ReadReference(Member(type, "ofType"));
                return inner is NonNullType ? inner : new NonNullType(inner);
            case "LIST":
                return new ListType(ReadReference(Member(type, "ofType")));
            default:
                var name = Text(type, "name");
                _isCut |= name is null;
                name ??= "?";
                if (!_named.TryGetValue(name, out var named))
                    _named.Add(name, named = new NamedType(name));
                return named;
        }
    }

    private static string Name(object? holder) => Text(holder, "name") ?? throw Malformed();

    // Names and defaults are shown and written without further checks, so they are made safe for a terminal here.
    private static string? Text(object? holder, string name) => SchemaKeywords.ForPeople(Raw(holder, name));

    private static string? Raw(object? holder, string name) => Member(holder, name) as string;

    // Items that are no objects are skipped.
    private static IReadOnlyList<T> ReadAll<T>(object? list, Func<object?, T> read)
    {
        if (list is not object?[] { Length: > 0 } items)
            return Array.Empty<T>();
        var result = new List<T>(items.Length);
        foreach (var item in items)
        {
            if (IsObject(item))
                result.Add(read(item));
        }

        return result;
    }

    private static RfaException NotAvailable() =>
        new(ErrorCodes.SchemaNotAvailable, "The service does not show its schema: its answer to the introspection query has none. Introspection is turned off, or not allowed for this user.");

    private static RfaException Malformed() =>
        new(ErrorCodes.MalformedGraphQLResponse, "The introspection result is not a schema.");
}
