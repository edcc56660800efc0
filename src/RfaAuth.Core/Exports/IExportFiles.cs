namespace RfaAuth.Core.Exports;

/// <summary>The file operations of an export. A process may end before, during or after each of them.</summary>
internal interface IExportFiles
{
    /// <summary>The size of a file in bytes; null if there is none.</summary>
    long? LengthOf(string path);

    /// <summary>Opens a file for reading.</summary>
    Stream Read(string path);

    /// <summary>Opens a file for writing, for this process alone. It is made if it does not exist. An existing file is not changed.</summary>
    IExportStream Open(string path);

    /// <summary>Gives a file another name, in one step.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new name.</param>
    /// <param name="overwrites">Whether it replaces an existing file with that name.</param>
    void Rename(string from, string to, bool overwrites);

    /// <summary>Removes a file, if it is there.</summary>
    void Delete(string path);
}

/// <summary>An open file for writing.</summary>
internal interface IExportStream : IDisposable
{
    long Length { get; }

    /// <summary>Cuts the file, and moves to its end.</summary>
    void Cut(long length);

    void Write(byte[] bytes, int count);

    /// <summary>Writes all data to the disk.</summary>
    void Flush();
}
