using System.Text.Json;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.Tests.GraphQL.Variables;

/// <summary>Steps of the tests of variables.</summary>
internal static class Coercing
{
    /// <summary>The JSON that is sent for the only variable, declared with a type, where it is given a value.</summary>
    public static string JsonOf(string type, object? value)
    {
        var request = new GraphQLRequest($"query ($v: {type}) {{ a(v: $v) }}").WithVariables(new Dictionary<string, object?> { ["v"] = value });
        using var body = JsonDocument.Parse(RequestWriter.Write(request));
        return body.RootElement.GetProperty("variables").GetProperty("v").GetRawText();
    }

    /// <summary>The message with which a value is refused for a type.</summary>
    public static string RefusalOf(string type, object? value) => Refusal($"query ($v: {type}) {{ a }}", ("v", value));

    /// <summary>The message with which an operation refuses its values.</summary>
    public static string Refusal(string query, params (string Name, object? Value)[] values)
    {
        var request = new GraphQLRequest(query);
        var exception = Assert.Throws<RfaException>(() => request.WithVariables(values.ToDictionary(v => v.Name, v => v.Value)));
        Assert.Equal(ErrorCodes.VariablesInvalid, exception.ErrorCode);
        return exception.Message;
    }
}
