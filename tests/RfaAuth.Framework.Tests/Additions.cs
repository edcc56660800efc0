namespace RfaAuth.Core.Tests;

/// <summary>What the tests call and neither .NET Framework nor Polyfill has.</summary>
internal static class Additions
{
    public static string Replace(this string text, string old, string by, StringComparison comparison) => comparison == StringComparison.Ordinal
        ? text.Replace(old, by)
        : throw new NotSupportedException();
}
