using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL;

/// <summary>Selects the operation of a document to run (GraphQL specification, section 6.1, GetOperation).</summary>
internal static class OperationSelector
{
    public static OperationDefinition Select(Document document, string? operationName)
    {
        var operation = operationName is null ? Only(document) : Named(document, operationName);
        if (operation.Type == OperationType.Subscription)
        {
            throw new RfaException(
                ErrorCodes.SubscriptionNotSupported,
                "The operation is a subscription. Only queries and mutations can be run over HTTP requests.");
        }

        return operation;
    }

    private static OperationDefinition Only(Document document) => document.Operations.Count switch
    {
        1 => document.Operations[0],
        0 => throw new RfaException(
            ErrorCodes.OperationNotFound,
            "The document has fragments only; there is no operation to run."),
        _ => throw new RfaException(
            ErrorCodes.OperationNameRequired,
            $"The document has several operations; name the one to run with -OperationName: {Names(document)}."),
    };

    private static OperationDefinition Named(Document document, string name) =>
        document.Operations.FirstOrDefault(o => string.Equals(o.Name, name, StringComparison.Ordinal))
        ?? throw new RfaException(
            ErrorCodes.OperationNotFound,
            $"The document has no operation named '{name}'. It has: {Names(document)}.");

    private static string Names(Document document) =>
        string.Join(", ", document.Operations.Select(o => o.Name ?? "(unnamed)"));
}
