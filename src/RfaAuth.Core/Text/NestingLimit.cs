namespace RfaAuth.Core.Text;

/// <summary>The greatest depth of nested values in documents, requests and answers. A deeper value is an error, so that no stack can overflow.</summary>
internal static class NestingLimit
{
    public const int Levels = 256;
}
