using System.Text;

namespace RfaAuth.Input;

/// <summary>Finds and reads a document in a file.</summary>
internal static class QueryFile
{
    private const long UsualMaximumSize = 10 * 1024 * 1024;

    /// <summary>The files of a path with wildcards. Call it on the pipeline thread.</summary>
    /// <exception cref="RfaException">FileUnreadable: there are none, or they are not in a file system.</exception>
    public static IReadOnlyList<string> ResolveAll(PathIntrinsics paths, string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
            return [Resolve(paths, path, isLiteral: false)];
        try
        {
            var found = paths.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name != "FileSystem")
                throw Unreadable(path, "is not in the file system");
            return found.Count > 0 ? found : throw Unreadable(path, "stands for no file");
        }
        catch (ItemNotFoundException)
        {
            throw Unreadable(path, "is not there");
        }
        catch (Exception exception) when (exception is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException or NotSupportedException)
        {
            throw Unreadable(path, "names a drive or provider that does not exist");
        }
    }

    /// <summary>The only file of a path. Call it on the pipeline thread.</summary>
    /// <param name="paths">The session's paths, with its current location.</param>
    /// <param name="path">The path from the user.</param>
    /// <param name="isLiteral">Whether wildcard characters have no special meaning.</param>
    /// <exception cref="RfaException">FileUnreadable.</exception>
    public static string Resolve(PathIntrinsics paths, string path, bool isLiteral)
    {
        ProviderInfo provider;
        string resolved;
        try
        {
            if (isLiteral)
            {
                resolved = paths.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
            }
            else
            {
                var found = paths.GetResolvedProviderPathFromPSPath(path, out provider);
                resolved = found.Count == 1 ? found[0] : throw Unreadable(path, $"stands for {found.Count} files");
            }
        }
        catch (ItemNotFoundException)
        {
            throw Unreadable(path, "is not there");
        }
        catch (Exception exception) when (exception is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException or NotSupportedException)
        {
            throw Unreadable(path, "names a drive or provider that does not exist");
        }
        return provider.Name == "FileSystem" ? resolved : throw Unreadable(path, "is not in the file system");
    }

    /// <summary>Reads the file's text: UTF-8, or UTF-16 or UTF-32 with a byte order mark. Line ends stay as they are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="maximumSize">The greatest size in bytes.</param>
    /// <exception cref="RfaException">FileUnreadable.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken, long maximumSize = UsualMaximumSize)
    {
        if (Directory.Exists(path))
            throw Unreadable(path, "is a directory");
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096, useAsync: true);
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            // Count while reading, because a pipe or device does not know its length.
            while ((read = await file.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (content.Length + read > maximumSize)
                    throw Unreadable(path, $"is larger than {maximumSize / (1024 * 1024)} MB");
                content.Write(buffer, 0, read);
            }
            return TextOf(content);
        }
        catch (DecoderFallbackException)
        {
            throw Unreadable(path, "is not UTF-8 text");
        }
        catch (FileNotFoundException)
        {
            throw Unreadable(path, "is not there");
        }
        catch (DirectoryNotFoundException)
        {
            throw Unreadable(path, "is not there");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unreadable(path, "cannot be opened: " + exception.Message.TrimEnd('.'));
        }
    }

    private static string TextOf(MemoryStream content)
    {
        var encoding = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var bytes = content.GetBuffer();
        // No document starts with the first byte of a byte order mark. Without one, the text is decoded at once.
        if (content.Length > 0 && bytes[0] is not (0x00 or 0xEF or 0xFE or 0xFF))
            return encoding.GetString(bytes, 0, (int)content.Length);
        content.Position = 0;
        using var reader = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static RfaException Unreadable(string path, string reason) => new(ErrorCodes.FileUnreadable, $"The file '{path}' {reason}.");
}
