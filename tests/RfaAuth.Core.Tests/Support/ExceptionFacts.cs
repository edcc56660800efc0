namespace RfaAuth.Core.Tests.Support;

/// <summary>What hangs off an exception, by its own type: to the exception it is any object.</summary>
internal static class ExceptionFacts
{
    public static GraphQLResponse Answer(this RfaException exception) => Assert.IsType<GraphQLResponse>(exception.Response);

    public static ResumePoint Place(this RfaException exception) => Assert.IsType<ResumePoint>(exception.Resume);
}
