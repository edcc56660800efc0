using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>Makes a service's descriptions and reasons safe for people to read in a terminal.</summary>
internal static class SchemaKeywords
{
    public static string? ForPeople(string? text) => text is null ? null : TerminalText.Neutralise(text.TrimEnd());
}
