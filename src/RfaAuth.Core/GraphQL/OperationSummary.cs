using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL;

/// <summary>Describes an operation for a person who must confirm it.</summary>
internal static class OperationSummary
{
    private const int MostFields = 8;

    /// <returns>The operation without any value: <c>mutation Adjust (createBalanceAdjustment)</c>.</returns>
    public static string Name(GraphQLRequest request)
    {
        // The names of the fields say what it does. The operation's name and the aliases are chosen by the caller.
        var fields = RootFields.Collect(request.Operation, request.Document).Fields.Select(field => field.Name).ToList();
        var shown = string.Join(", ", fields.Take(MostFields)) + (fields.Count > MostFields ? $" and {fields.Count - MostFields} more" : "");
        var kind = request.Operation.Type.ToString().ToLowerInvariant();
        return request.Operation.Name is { } name ? $"{kind} {name} ({shown})" : $"{kind} {shown}";
    }

    /// <returns>The variables, with secrets hidden and long values cut: <c>value = -1000, password = (hidden)</c>; empty if there are none.</returns>
    public static string Variables(GraphQLRequest request, Redactor redactor)
    {
        var values = new ValueSummary(redactor);
        return TerminalText.Neutralise(string.Join(
            ", ", (request.Variables ?? new Dictionary<string, object?>()).Select(variable => values.Of(variable.Key, variable.Value))));
    }
}
