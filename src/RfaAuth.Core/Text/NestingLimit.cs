namespace RfaAuth.Core.Text;

/// <summary>The one limit of nesting: for documents, for what is sent and for what is answered. What nests deeper is an error before it can exhaust a stack.</summary>
internal static class NestingLimit
{
    public const int Levels = 256;
}
