namespace RfaAuth.Core.Exports;

/// <summary>Appends complete rows to a file. After a failed write no part of a row stays: a reader would take it for other values.</summary>
internal static class RowAppender
{
    /// <summary>Appends rows. The file is open only meanwhile.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The file. It is created if it is missing.</param>
    /// <param name="text">The rows.</param>
    /// <param name="encoding">Its byte order mark begins a new file.</param>
    /// <exception cref="RfaException">FileUnwritable. The file has not changed.</exception>
    public static void Append(IExportFiles files, string path, string text, Encoding encoding)
    {
        using var file = files.Open(path);
        var whole = file.Length;
        byte[] bytes = [.. whole == 0 ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        file.Cut(whole);
        try
        {
            file.Write(bytes, bytes.Length);
        }
        catch (RfaException)
        {
            file.Cut(whole);
            throw;
        }
    }
}
