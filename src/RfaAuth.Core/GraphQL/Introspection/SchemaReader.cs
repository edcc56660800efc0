using System;
using System.Collections.Generic;
using System.Linq;
using RfaAuth.Core.Errors;
using RfaAuth.Core.Text;
using static RfaAuth.Core.GraphQL.PlainValue;

namespace RfaAuth.Core.GraphQL.Introspection;

/// <summary>Makes a <see cref="Schema"/> of the answer to <see cref="IntrospectionQuery"/>, read to plain values. Pure.</summary>
internal static class SchemaReader
{
    /// <exception cref="RfaException">SchemaNotAvailable: the answer has none. MalformedGraphQLResponse: what it has is no schema.</exception>
    public static Schema Read(object? data)
    {
        // Some engines leave out what they do not tell, and say nothing of it.
        var schema = Object(Member(data, "__schema") ?? throw NotAvailable()) ?? throw Malformed();
        return new Schema(
            Objects(schema, "types").Where(type => !Name(type).StartsWith("__", StringComparison.Ordinal)).Select(ReadType).ToList(),
            Member(Member(schema, "queryType"), "name") as string ?? throw Malformed(),
            Member(Member(schema, "mutationType"), "name") as string);
    }

    /// <summary>Whether the service can say which input objects take one field only.</summary>
    public static bool KnowsOneOf(object? data) => Objects(Member(data, "__schema"), "types")
        .Any(type => Member(type, "name") is "__Type" && Objects(type, "fields").Any(field => Member(field, "name") is "isOneOf"));

    /// <param name="schema">The schema.</param>
    /// <param name="data">The answer to <see cref="IntrospectionQuery.OneOf"/>.</param>
    /// <returns>The schema with its input objects of one field marked.</returns>
    public static Schema WithOneOf(Schema schema, object? data)
    {
        var names = new HashSet<string?>(
            Objects(Member(data, "__schema"), "types").Where(type => Member(type, "isOneOf") is true).Select(type => Member(type, "name") as string), StringComparer.Ordinal);
        return schema with { Types = schema.Types.Select(type => names.Contains(type.Name) ? type with { IsOneOf = true } : type).ToList() };
    }

    private static SchemaType ReadType(IReadOnlyDictionary<string, object?> type)
    {
        var name = Name(type);
        return new SchemaType(name, Text(type, "kind") ?? "", Text(type, "description"))
        {
            Fields =
            [
                .. Objects(type, "fields").Select(field => ReadField(field, name)),
                .. Objects(type, "inputFields").Select(field => ReadInputField(field, name)),
            ],
            EnumValues = Objects(type, "enumValues").Select(ReadEnumValue).ToList(),
            Interfaces = Objects(type, "interfaces").Select(Name).ToList(),
            PossibleTypes = Objects(type, "possibleTypes").Select(Name).ToList(),
        };
    }

    private static SchemaField ReadField(IReadOnlyDictionary<string, object?> field, string declaringType) =>
        new(Name(field), TypeText(Member(field, "type")), Text(field, "description"))
        {
            DeclaringType = declaringType,
            Arguments = Objects(field, "args").Select(ReadArgument).ToList(),
            IsDeprecated = Member(field, "isDeprecated") is true,
            DeprecationReason = Text(field, "deprecationReason"),
        };

    private static SchemaField ReadInputField(IReadOnlyDictionary<string, object?> field, string declaringType) =>
        new(Name(field), TypeText(Member(field, "type")), Text(field, "description"))
        {
            DeclaringType = declaringType,
            DefaultValue = Text(field, "defaultValue"),
            IsDeprecated = Member(field, "isDeprecated") is true,
            DeprecationReason = Text(field, "deprecationReason"),
        };

    private static SchemaArgument ReadArgument(IReadOnlyDictionary<string, object?> argument) =>
        new(Name(argument), TypeText(Member(argument, "type")), Text(argument, "defaultValue"), Text(argument, "description"))
        {
            IsDeprecated = Member(argument, "isDeprecated") is true,
            DeprecationReason = Text(argument, "deprecationReason"),
        };

    private static SchemaEnumValue ReadEnumValue(IReadOnlyDictionary<string, object?> value) =>
        new(Name(value), Text(value, "description"))
        {
            IsDeprecated = Member(value, "isDeprecated") is true,
            DeprecationReason = Text(value, "deprecationReason"),
        };

    // The levels come from our own query, so the recursion ends.
    private static string TypeText(object? type) => Member(type, "kind") switch
    {
        "NON_NULL" => TypeText(Member(type, "ofType")) + "!",
        "LIST" => "[" + TypeText(Member(type, "ofType")) + "]",
        _ => Object(type) is { } named ? Text(named, "name") ?? "?" : "?",
    };

    private static string Name(IReadOnlyDictionary<string, object?> holder) => Text(holder, "name") ?? throw Malformed();

    // It is there to be read by people, most of it in a terminal.
    private static string? Text(IReadOnlyDictionary<string, object?> holder, string name) =>
        Member(holder, name) is string text ? TerminalText.Neutralise(text) : null;

    private static IEnumerable<IReadOnlyDictionary<string, object?>> Objects(object? holder, string name) =>
        Member(holder, name) is object?[] list ? list.OfType<IReadOnlyDictionary<string, object?>>() : [];

    private static IReadOnlyDictionary<string, object?>? Object(object? value) => value as IReadOnlyDictionary<string, object?>;

    private static RfaException NotAvailable() =>
        new(ErrorCodes.SchemaNotAvailable, "The service does not tell its schema: its answer to the introspection query has none. Introspection is turned off there, or not for this user.");

    private static RfaException Malformed() =>
        new(ErrorCodes.MalformedGraphQLResponse, "The service's answer to the introspection query is no schema.");
}
