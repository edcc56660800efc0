namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Finds where the lines of a text start. It goes on from the last line, so that lines in ascending order take one pass through the text.</summary>
internal sealed class LineStarts(string source)
{
    private static readonly char[] s_lineTerminators = ['\n', '\r'];

    private int _line = 1;
    private int _start;

    /// <summary>The index at which a line starts.</summary>
    /// <param name="line">The line, from 1.</param>
    public int Of(int line)
    {
        if (line < _line)
            (_line, _start) = (1, 0);
        for (; _line < line; _line++)
        {
            var end = source.IndexOfAny(s_lineTerminators, _start);
            _start = end + (source[end] == '\r' && end + 1 < source.Length && source[end + 1] == '\n' ? 2 : 1);
        }

        return _start;
    }
}
