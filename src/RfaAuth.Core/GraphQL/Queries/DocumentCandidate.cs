using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Queries;

/// <param name="Text">The text to insert.</param>
/// <param name="Tip">A description for the user.</param>
/// <param name="IsDeprecated">Whether the service deprecated it.</param>
internal sealed record DocumentCandidate(string Text, string Tip, bool IsDeprecated = false)
{
    /// <summary>The text in a list of candidates.</summary>
    public string Listed => Text + (IsDeprecated ? " (deprecated)" : "");

    public static DocumentCandidate Of(SchemaField field) => Of(field.Name, field.ToString(), field.Description, field.IsDeprecated, field.DeprecationReason);

    public static DocumentCandidate Of(SchemaArgument argument) =>
        Of(argument.Name, argument.ToString(), argument.Description, argument.IsDeprecated, argument.DeprecationReason);

    public static DocumentCandidate Of(SchemaType type, SchemaEnumValue value) => Of(value.Name, $"{type.Name}.{value.Name}", value.Description, value.IsDeprecated, value.DeprecationReason);

    public static DocumentCandidate Of(SchemaType type) => new(type.Name, string.IsNullOrEmpty(type.Description) ? type.Kind : type.Description!);

    private static DocumentCandidate Of(string name, string signature, string? description, bool isDeprecated, string? reason)
    {
        var mark = !isDeprecated ? "" : string.IsNullOrEmpty(reason) ? "\nDeprecated" : "\nDeprecated: " + reason;
        return new DocumentCandidate(name, signature + mark + (string.IsNullOrEmpty(description) ? "" : "\n" + description), isDeprecated);
    }
}
