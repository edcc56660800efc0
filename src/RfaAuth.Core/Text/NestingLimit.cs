namespace RfaAuth.Core.Text;

/// <summary>The greatest depth of nested values, in documents, requests and answers. Deeper values are an error, so that they cannot overflow the stack.</summary>
internal static class NestingLimit
{
    public const int Levels = 256;
}
