namespace RfaAuth.Core.Tests.GraphQL.Variables;

/// <summary>Steps of the tests of variables.</summary>
internal static class Coercing
{
    /// <summary>The JSON that is sent for the only variable, declared with a type, where it is given a value.</summary>
    public static string JsonOf(string type, object? value) => JsonOf(type, value, InputTypes.Unknown);

    /// <summary>The same where something is known of the service's types.</summary>
    public static string JsonOf(string type, object? value, InputTypes types) => JsonOfOperation($"query ($v: {type}) {{ a(v: $v) }}", types, value)
        ?? throw new InvalidOperationException("The variable was left out.");

    /// <summary>The JSON that is sent for the variable v of an operation; null where it is left out.</summary>
    public static string? JsonOfOperation(string query, InputTypes types, object? value)
    {
        var request = (new GraphQLRequest(query) { InputTypes = types }).WithVariables(new Dictionary<string, object?> { ["v"] = value });
        return Sent(request);
    }

    /// <summary>The JSON that is sent for the variable v where an input of a batch has it; null where it is left out.</summary>
    public static string? JsonOfInput(string query, InputTypes types, object? value)
    {
        var request = new GraphQLRequest(query);
        var variables = new InputVariables(request.Operation.Variables, null, types);
        return Sent(request with { Variables = variables.With(new Dictionary<string, object?> { ["v"] = value }) });
    }

    private static string? Sent(GraphQLRequest request)
    {
        using var body = JsonDocument.Parse(request.ToJson());
        return body.RootElement.TryGetProperty("variables", out var variables) && variables.TryGetProperty("v", out var sent) ? sent.GetRawText() : null;
    }

    /// <summary>The message with which a value is refused for a type.</summary>
    public static string RefusalOf(string type, object? value) => Refusal($"query ($v: {type}) {{ a }}", ("v", value));

    /// <summary>The message with which an operation refuses its values.</summary>
    public static string Refusal(string query, params (string Name, object? Value)[] values)
    {
        var request = new GraphQLRequest(query);
        var exception = Assert.Throws<RfaException>(() => request.WithVariables(values.ToDictionary(v => v.Name, v => v.Value)));
        Assert.Equal(ErrorCodes.InvalidVariables, exception.ErrorCode);
        return exception.Message;
    }
}
