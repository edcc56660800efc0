namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>Ends the validation: there are enough problems, or the document takes too long.</summary>
internal sealed class ValidationEndedException : Exception;
