namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>Enough problems were found, or the document takes too long.</summary>
internal sealed class ValidationEndedException : Exception;
