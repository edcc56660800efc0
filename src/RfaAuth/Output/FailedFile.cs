using System.Runtime.InteropServices;
using System.Text;
using RfaAuth.Core.Exports;

namespace RfaAuth.Output;

/// <summary>
/// The CSV file of inputs that failed. Each row is written at once and the file is closed, so that the end of the process loses no row. A file
/// that existed before, which may be the batch's own input, is kept as <c>name.previous</c> until the batch has finished all inputs.
/// </summary>
internal sealed class FailedFile
{
    // PowerShell 7 reads UTF-8 without a byte order mark. Windows PowerShell needs the mark.
    private static readonly UTF8Encoding s_encoding = new(RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal));

    private const string Advice =
        "Check the path, the rights of this user and the space on the disk. Where the file is the input of the same command, read it whole first: "
        + "(Import-Csv failed.csv) | ... If the batch had begun, it goes on. A failed input without a row is the TargetObject of its error.";

    private readonly string _path;
    private readonly List<string> _columns = [];
    private string? _previous;

    private FailedFile(string path) => _path = path;

    public string Path => _path;

    /// <summary>The number of rows, with those of an earlier run if the file goes on.</summary>
    public long Rows { get; private set; }

    /// <summary>The file of a path. It need not exist. Call it on the pipeline thread.</summary>
    /// <exception cref="RfaException">FileUnwritable: the path is not in a file system.</exception>
    public static string Resolve(PathIntrinsics paths, string path)
    {
        try
        {
            var resolved = paths.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? resolved : throw Unwritable(path, "is not in the file system");
        }
        catch (Exception exception) when (exception is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException or NotSupportedException)
        {
            throw Unwritable(path, "names a drive or provider that does not exist");
        }
    }

    /// <summary>Moves an existing file away, and checks that the new one can be written before anything is sent.</summary>
    /// <exception cref="RfaException">FileUnwritable.</exception>
    public static FailedFile Begin(string path)
    {
        var file = new FailedFile(path);
        file.Try(() =>
        {
            if (Directory.Exists(path))
                throw Unwritable(path, "is a folder");
            if (File.Exists(path))
            {
                file._previous = FreeName(path);
                File.Move(path, file._previous);
            }

            using (new FileStream(path, FileMode.CreateNew, FileAccess.Write))
            {
            }

            File.Delete(path);
        });
        return file;
    }

    /// <summary>Adds a row. A new column is added after the others.</summary>
    /// <exception cref="RfaException">FileUnwritable.</exception>
    public void Add(IReadOnlyList<KeyValuePair<string, object?>> row) => Try(() =>
    {
        var added = row.Select(cell => cell.Key).Except(_columns, StringComparer.OrdinalIgnoreCase).ToList();
        List<string> columns = [.. _columns, .. added];
        var cells = row.ToDictionary(cell => cell.Key, cell => cell.Value, StringComparer.OrdinalIgnoreCase);
        var line = Line(columns.Select(column => cells.TryGetValue(column, out var value) ? CellText.Of(value) : ""));
        if (added.Count == 0)
            RowAppender.Append(ExportFiles.Instance, _path, line, s_encoding);
        else if (_columns.Count > 0)
            Rewrite(Line(columns), line);
        else
            RowAppender.Append(ExportFiles.Instance, _path, Line(columns) + line, s_encoding);
        _columns.AddRange(added);
        Rows++;
    });

    /// <summary>Goes on with the file of an earlier run. Rows after those of finished inputs are removed, because they will be written again.</summary>
    /// <param name="path">The file. If it does not exist, a new one begins.</param>
    /// <param name="rows">The number of rows to keep.</param>
    /// <exception cref="RfaException">FileUnwritable.</exception>
    public static FailedFile GoOn(string path, long rows)
    {
        if (rows == 0 || !File.Exists(path))
        {
            // All rows of the file were written after the record.
            new FailedFile(path).Try(() => File.Delete(path));
            return Begin(path);
        }

        var file = new FailedFile(path);
        file.Try(() =>
        {
            var text = File.ReadAllText(path, s_encoding);
            file._columns.AddRange(CsvText.ReadFirstRow(text) ?? []);
            var end = EndOfRow(text, 0);
            for (; file.Rows < rows && end < text.Length; file.Rows++)
                end = EndOfRow(text, end);
            var partial = path + ".partial";
            File.WriteAllText(partial, text.Substring(0, end), s_encoding);
            File.Replace(partial, path, null);
        });
        return file;
    }

    /// <summary>All inputs are finished. Removes the file that existed before.</summary>
    /// <exception cref="RfaException">FileUnwritable.</exception>
    public void End() => Try(() =>
    {
        if (_previous is not null)
            File.Delete(_previous);
    });

    // An existing name.previous has the inputs of a command that did not finish. It must not be lost.
    private static string FreeName(string path)
    {
        var name = path + ".previous";
        for (var i = 2; File.Exists(name) || Directory.Exists(name); i++)
            name = $"{path}.previous.{i}";
        return name;
    }

    // Earlier rows have no cell in the new columns. Readers take that as empty.
    private void Rewrite(string header, string line)
    {
        var text = File.ReadAllText(_path, s_encoding);
        var partial = _path + ".partial";
        File.WriteAllText(partial, header + text.Substring(EndOfRow(text, 0)) + line, s_encoding);
        File.Replace(partial, _path, null);
    }

    // Names in quotes may contain line ends.
    private static int EndOfRow(string text, int begin)
    {
        var isQuoted = false;
        for (var i = begin; i < text.Length; i++)
        {
            if (text[i] == '"')
                isQuoted = !isQuoted;
            else if (text[i] == '\n' && !isQuoted)
                return i + 1;
        }

        return text.Length;
    }

    private static string Line(IEnumerable<string> cells) =>
        string.Join(",", cells.Select(cell => "\"" + cell.Replace("\"", "\"\"") + "\"")) + Environment.NewLine;

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (RfaException exception) when (exception.RecommendedAction is null)
        {
            throw new RfaException(exception.ErrorCode, exception.Message) { RecommendedAction = Advice };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException)
        {
            throw Unwritable(_path, "cannot be written: " + exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>The paths that this file may have while it is written.</summary>
    public static IEnumerable<string> NamesOf(string path) => [path, path + ".partial", path + ".previous"];

    private static RfaException Unwritable(string path, string reason) => new(ErrorCodes.FileUnwritable, $"The file '{path}' {reason}.")
    {
        RecommendedAction = Advice,
    };
}
