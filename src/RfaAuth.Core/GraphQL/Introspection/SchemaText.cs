using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Introspection;

/// <summary>Reads a schema from a file's text: SDL, or the answer to an introspection query in JSON.</summary>
internal static class SchemaText
{
    /// <exception cref="GraphQL.Language.GraphQLSyntaxException">The text is SDL with a syntax error.</exception>
    /// <exception cref="RfaException">InvalidSchema, InvalidJson or TooDeep.</exception>
    public static Schema Read(string text)
    {
        // SDL never begins with a brace.
        var start = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return start.Length > 0 && start[0] == '{' ? ReadJson(start) : SdlReader.Read(text);
    }

    private static Schema ReadJson(string text)
    {
        var answer = JsonText.Parse(text, ShapedValueFactory.Instance);
        var data = PlainValue.Member(answer, "data") ?? answer;
        if (PlainValue.Member(data, "__schema") is null)
            throw new RfaException(ErrorCodes.InvalidSchema, "The JSON text is not an introspection result: it has no __schema.");
        try
        {
            var schema = SchemaReader.Read(data, out var isCut);
            return isCut
                ? throw new RfaException(ErrorCodes.InvalidSchema, "The introspection result has a type that ends in a list or a non-null mark. The query asked for too few levels.")
                : schema;
        }
        catch (RfaException exception) when (exception.ErrorCode == ErrorCodes.MalformedGraphQLResponse)
        {
            throw new RfaException(ErrorCodes.InvalidSchema, exception.Message);
        }
    }
}
