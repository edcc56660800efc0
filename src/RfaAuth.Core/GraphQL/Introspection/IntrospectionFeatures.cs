using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.GraphQL.Introspection;

/// <summary>The parts of introspection that a service supports. The editions of the specification added them one by one.</summary>
internal sealed record IntrospectionFeatures
{
    public static IntrospectionFeatures None { get; } = new();

    public static IntrospectionFeatures All { get; } = new()
    {
        SchemaDescription = true,
        SubscriptionType = true,
        IsOneOf = true,
        SpecifiedByUrl = "specifiedByURL",
        IsRepeatable = true,
        DirectiveLocations = true,
        DeprecatedArguments = true,
        DeprecatedInputFields = true,
        DeprecatedDirectiveArguments = true,
        InputDeprecation = true,
    };

    public bool SchemaDescription { get; init; }

    public bool SubscriptionType { get; init; }

    public bool IsOneOf { get; init; }

    /// <summary>The name of the field. Services of 2020 call it <c>specifiedByUrl</c>. Empty if there is none.</summary>
    public string SpecifiedByUrl { get; init; } = "";

    public bool IsRepeatable { get; init; }

    public bool DirectiveLocations { get; init; }

    public bool DeprecatedArguments { get; init; }

    public bool DeprecatedInputFields { get; init; }

    public bool DeprecatedDirectiveArguments { get; init; }

    /// <summary>This is a draft. It is requested only after the service said that it supports it.</summary>
    public bool DeprecatedDirectives { get; init; }

    public bool InputDeprecation { get; init; }

    /// <param name="data">The answer to <see cref="IntrospectionQuery.AboutIntrospection"/>, as plain values.</param>
    public static IntrospectionFeatures Read(object? data) => new()
    {
        SchemaDescription = HasField(data, "schema", "description"),
        SubscriptionType = HasField(data, "schema", "subscriptionType"),
        IsOneOf = HasField(data, "type", "isOneOf"),
        SpecifiedByUrl = HasField(data, "type", "specifiedByURL") ? "specifiedByURL" : HasField(data, "type", "specifiedByUrl") ? "specifiedByUrl" : "",
        IsRepeatable = HasField(data, "directive", "isRepeatable"),
        DirectiveLocations = HasField(data, "directive", "locations"),
        DeprecatedArguments = HasArgument(data, "field", "args"),
        DeprecatedInputFields = HasArgument(data, "type", "inputFields"),
        DeprecatedDirectiveArguments = HasArgument(data, "directive", "args"),
        DeprecatedDirectives = HasArgument(data, "schema", "directives") && HasField(data, "directive", "isDeprecated"),
        InputDeprecation = HasField(data, "input", "isDeprecated") && HasField(data, "input", "deprecationReason"),
    };

    private static bool HasField(object? data, string type, string field) => Field(data, type, field) is not null;

    private static bool HasArgument(object? data, string type, string field) =>
        Member(Field(data, type, field), "args") is object?[] arguments && arguments.Any(argument => Member(argument, "name") as string == "includeDeprecated");

    private static object? Field(object? data, string type, string field) =>
        Member(Member(data, type), "fields") is object?[] fields ? fields.FirstOrDefault(candidate => Member(candidate, "name") as string == field) : null;
}
