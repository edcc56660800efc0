namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>The error for an input of a batch that fits no variable. Other inputs of the same kind will fail too.</summary>
internal sealed class InputMismatchException(string message) : RfaException(ErrorCodes.InvalidVariables, message);
