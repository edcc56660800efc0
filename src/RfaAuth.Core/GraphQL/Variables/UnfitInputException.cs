namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>An input of a batch has nothing for any variable. Another one of its kind will not either.</summary>
internal sealed class UnfitInputException(string message) : RfaException(ErrorCodes.InvalidVariables, message);
