namespace RfaAuth.Core.Tests.Conventions;

/// <summary>The files of this repository, for tests that read them.</summary>
internal static class Repository
{
    private static readonly string s_root = Root();

    public static string Folder(params string[] parts) => Path.Combine([s_root, .. parts]);

    /// <summary>The C# files of a project, generated ones left out.</summary>
    public static IEnumerable<string> SourceFiles(string project) =>
        Directory.EnumerateFiles(Folder("src", project), "*.cs", SearchOption.AllDirectories)
            .Select(file => file.Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RfaAuth.psd1")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
