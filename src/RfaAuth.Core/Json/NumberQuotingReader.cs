using System.IO;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Json;

/// <summary>
/// Hands JSON on with each number in single quotes. The JSON library turns numbers into doubles or decimals and keeps nothing of their
/// text; in quotes it leaves them alone, so that <see cref="JsonNumber"/> can read them exactly. JSON itself knows no single quotes:
/// one outside a string is replaced by a character that the library refuses.
/// </summary>
internal sealed class NumberQuotingReader : TextReader
{
    public const char Quote = '\'';

    private const char Refused = '\u0001';

    private readonly TextReader _inner;
    private readonly char[] _block = new char[4096];
    private int _at;
    private int _length;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isInNumber;

    public NumberQuotingReader(TextReader inner) => _inner = inner;

    public override int Read(char[] buffer, int index, int count)
    {
        var written = 0;
        while (written < count && Next() is { } next)
            buffer[index + written++] = next;
        return written;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private char? Next()
    {
        if (_at == _length)
        {
            _at = 0;
            _length = _inner.Read(_block, 0, _block.Length);
        }

        var isEnd = _length == 0;
        var character = isEnd ? '\0' : _block[_at];
        // The quotes are put in between: the character itself stays for the next call.
        if (_isInNumber != (!isEnd && !_isInString && IsOfNumber(character, _isInNumber)))
        {
            _isInNumber = !_isInNumber;
            return Quote;
        }

        if (isEnd)
            return null;
        _at++;
        if (_isInString)
            FollowString(character);
        else if (character == '"')
            _isInString = true;
        else if (character == Quote)
            return Refused;
        return character;
    }

    private void FollowString(char character)
    {
        if (_isEscaped)
            _isEscaped = false;
        else if (character == '\\')
            _isEscaped = true;
        else if (character == '"')
            _isInString = false;
    }

    private static bool IsOfNumber(char character, bool isInside) =>
        character is (>= '0' and <= '9') or '-' || (isInside && character is '.' or 'e' or 'E' or '+');
}
