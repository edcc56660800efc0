namespace RfaAuth.Core.Exports;

/// <summary>The files of an export. Each step is one that a process may end before, in or behind.</summary>
internal interface IExportFiles
{
    /// <summary>How many bytes a file has; null where there is none.</summary>
    long? LengthOf(string path);

    /// <summary>A file for reading.</summary>
    Stream Read(string path);

    /// <summary>A file for writing, for this process alone. It is made where it is not there, and stays as it is where it is.</summary>
    IExportStream Open(string path);

    /// <summary>Gives a file another name, in one step.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new name.</param>
    /// <param name="overwrites">Whether it takes the place of a file that has the name.</param>
    void Rename(string from, string to, bool overwrites);

    /// <summary>Removes a file, if it is there.</summary>
    void Delete(string path);
}

/// <summary>A file that is being written.</summary>
internal interface IExportStream : IDisposable
{
    long Length { get; }

    /// <summary>Cuts the file, and goes on at its end.</summary>
    void Cut(long length);

    void Write(byte[] bytes, int count);

    /// <summary>Has what was written on the disk.</summary>
    void Flush();
}
