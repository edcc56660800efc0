using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>A service's descriptions and reasons: they are there to be read by people, most of them in a terminal.</summary>
internal static class SchemaWords
{
    public static string? ForPeople(string? text) => text is null ? null : TerminalText.Neutralise(text);
}
