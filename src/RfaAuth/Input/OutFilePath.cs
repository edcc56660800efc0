using RfaAuth.Core.Exports;

namespace RfaAuth.Input;

/// <summary>Resolves the path of a file to write.</summary>
internal static class OutFilePath
{
    /// <summary>The file of a path. Wildcard characters have no special meaning. Call it on the pipeline thread.</summary>
    /// <param name="paths">The session's paths, with its drives and its current location.</param>
    /// <param name="path">The path from the user.</param>
    /// <exception cref="RfaException">FileUnwritable or DirectoryNotFound.</exception>
    public static string Resolve(PathIntrinsics paths, string path)
    {
        string file;
        ProviderInfo provider;
        try
        {
            file = paths.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        }
        catch (Exception exception) when (exception is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException or ItemNotFoundException or NotSupportedException)
        {
            throw Unwritable(path, "names a drive or provider that does not exist");
        }

        if (provider.Name != "FileSystem")
            throw Unwritable(path, "is not in the file system");
        try
        {
            Check(path, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unwritable(path, "cannot be written: " + exception.Message.TrimEnd('.'));
        }

        return file;
    }

    private static void Check(string path, string file)
    {
        if (Directory.Exists(file))
            throw Unwritable(path, "is a folder");
        if (file.StartsWith("/dev/", StringComparison.Ordinal) || file.StartsWith(@"\\.\", StringComparison.Ordinal))
            throw Unwritable(path, "is a device: a file takes its place when it is complete");
        if (Path.GetDirectoryName(file) is not { Length: > 0 } folder || Path.GetFileName(file).Length == 0)
            throw Unwritable(path, "has no file name");
        if (!Directory.Exists(folder))
            throw new RfaException(ErrorCodes.DirectoryNotFound, $"-OutFile '{path}': the folder '{folder}' is not there.");
        if (new FileInfo(file) is { Exists: true, IsReadOnly: true })
            throw Unwritable(path, "is read-only");
        if (IsDeadLink(file))
            throw Unwritable(path, "is a link to a missing file");
        // Reading the attributes of a name that is too long is an error.
        foreach (var other in ExportTarget.NamesOf(file).Where(name => (new FileInfo(name).Attributes & FileAttributes.Directory) != 0 && Directory.Exists(name)))
            throw Unwritable(path, $"cannot be written: '{Path.GetFileName(other)}' is a folder");
    }

    // The export could not replace it at its end. On some systems File.Exists is true for such a link.
    private static bool IsDeadLink(string file)
    {
        // -1 if there is no file and no link.
        var attributes = new FileInfo(file).Attributes;
        if (attributes == (FileAttributes)(-1) || (attributes & FileAttributes.ReparsePoint) == 0)
            return false;
        try
        {
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete).Dispose();
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception is FileNotFoundException or DirectoryNotFoundException;
        }
    }

    private static RfaException Unwritable(string path, string reason) => new(ErrorCodes.FileUnwritable, $"-OutFile '{path}' {reason}.");
}
