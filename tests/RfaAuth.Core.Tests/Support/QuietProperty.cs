using FsCheck;
using FsCheck.Fluent;

namespace RfaAuth.Core.Tests.Support;

internal static class QuietProperty
{
    /// <summary>Tries a property as FsCheck does by default, but says nothing where it holds.</summary>
    public static void CheckQuietly(this Property property) => property.Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));
}
