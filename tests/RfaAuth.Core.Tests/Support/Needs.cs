namespace RfaAuth.Core.Tests.Support;

/// <summary>What some tests need and not every system has: without it they are skipped, with the reason.</summary>
internal static class Needs
{
    public static void Program(string name) => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name))),
        $"{name} is not on the PATH");

    public static void Device(string path) => Assert.SkipUnless(File.Exists(path), $"{path} is not on this system");

    /// <summary>On Windows a lock keeps everybody from the bytes, elsewhere only those who ask for it.</summary>
    public static void LocksThatAreAskedFor() => Assert.SkipWhen(OperatingSystem.IsWindows(), "on Windows nobody reads a file that is locked");
}
