using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Json;

/// <summary>
/// Reads JSON (RFC 8259, without extensions) from UTF-8 bytes into a caller's <see cref="IValueFactory"/>, in one pass. Text that looks like a
/// date stays text. Numbers keep every digit (<see cref="JsonNumber"/>); a number that no type can hold becomes its own text.
/// No message quotes the JSON.
/// </summary>
internal sealed class JsonValueReader : IDisposable
{
    private const int SmallestBoxed = -1;
    private const int LargestBoxed = 255;

    // Any number with 18 digits is below 2^63.
    private const int MostFastDigits = 18;

    private static readonly object s_true = true;
    private static readonly object s_false = false;
    private static readonly object s_passedOver = new();
    private static readonly object[] s_small = Boxed();

    private readonly JsonSource _source;
    private readonly Func<int, ArraySegment<byte>>? _more;
    private readonly ShapeTable _shapes = ShapeTable.Rent();
    private byte[] _text = [];
    private int _start;
    private int _end;
    private int _at;
    private int _depth;

    // Made for the first text with an escape or with other characters than ASCII.
    private TextDecoder? _decoder;

    // The values of all objects and lists that are still open.
    private object?[] _stack = [];
    private int _top;

    // How often white space was skipped.
    private int _blanks;

    /// <param name="text">The JSON. It is not changed and not kept.</param>
    /// <param name="source">The author of the JSON.</param>
    /// <param name="more">
    /// Waits for more of a text that is still arriving, and gets it from its beginning, perhaps in another array at the same offset. The argument is the
    /// number of bytes that are known; no more than that is the end. Null: the text is whole.
    /// </param>
    public JsonValueReader(ArraySegment<byte> text, JsonSource source, Func<int, ArraySegment<byte>>? more = null)
    {
        _source = source;
        _more = more;
        MoveTo(text);
    }

    /// <summary>Goes on with another text from the same author.</summary>
    public void MoveTo(ArraySegment<byte> text)
    {
        _text = text.Array!;
        _start = text.Offset;
        _at = text.Offset;
        _end = text.Offset + text.Count;
    }

    /// <summary>Whether the next value is an object. Skips white space before it.</summary>
    public bool IsAtObject => Next() == '{';

    /// <summary>Begins to read an object. <see cref="NextMember"/> then reads its members.</summary>
    public void BeginObject()
    {
        Enter();
        _at++;
    }

    /// <summary>Moves to the value of the next member; false at the object's end.</summary>
    /// <param name="isFirst">Whether no member was read yet.</param>
    /// <param name="name">The member's name.</param>
    public bool NextMember(bool isFirst, out string name)
    {
        name = "";
        if (!IsBeforeItem(isFirst, '}'))
            return false;
        name = ReadName();
        PassColon();
        return true;
    }

    /// <summary>Throws unless only white space follows.</summary>
    public void End()
    {
        if (Next() != 0 || _at < _end)
            throw Invalid("there is more after the JSON value");
    }

    /// <summary>Reads the next value.</summary>
    /// <param name="values">Makes objects and lists; null: they are checked and not made, and a placeholder stands for each value that is not null.</param>
    [MethodImpl(Compiled.AtOnce)]
    public object? ReadValue(IValueFactory? values)
    {
        switch (Next())
        {
            case (byte)'"':
                if (values is not null)
                    return ReadText();
                PassText();
                return s_passedOver;
            case (byte)'{':
                return ReadMembers(values, out _);
            case (byte)'[':
                return ReadList(values);
            case (byte)'t':
                PassWord("true");
                return s_true;
            case (byte)'f':
                PassWord("false");
                return s_false;
            case (byte)'n':
                PassWord("null");
                return null;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return ReadNumber(values is not null);
            default:
                throw Unexpected("a value");
        }
    }

    /// <summary>Reads the next value, which must be an object.</summary>
    /// <param name="values">As for <see cref="ReadValue"/>.</param>
    /// <param name="shape">The object's names.</param>
    /// <param name="filled">The names of the members that are not null.</param>
    public object ReadObject(IValueFactory? values, out ObjectShape shape, out IReadOnlyList<string> filled)
    {
        var floor = _top;
        var result = ReadMembers(values, out shape, namesWanted: true);
        // The values are still in the stack's array.
        var names = new List<string>(shape.Count);
        for (var i = 0; i < shape.Count; i++)
        {
            if (_stack[floor + i] is not null)
                names.Add(shape[i]);
        }

        filled = names;
        return result;
    }

    /// <summary>Reads the next value and keeps its text, as a part of the reader's text.</summary>
    public RawJson ReadRaw()
    {
        Next();
        var (begin, blanks) = (_at, _blanks);
        ReadValue(null);
        return new RawJson(new ArraySegment<byte>(_text, begin, _at - begin), _blanks == blanks);
    }

    /// <summary>Reads the next value, an object, and keeps its text. The names are those of <see cref="ReadObject"/>.</summary>
    public RawJson ReadRawObject(out ObjectShape shape, out IReadOnlyList<string> filled)
    {
        var (begin, blanks) = (_at, _blanks);
        ReadObject(null, out shape, out filled);
        return new RawJson(new ArraySegment<byte>(_text, begin, _at - begin), _blanks == blanks);
    }

    /// <summary>Reads the next value, a list, and keeps the text of each item.</summary>
    public RawJson[] ReadRawItems()
    {
        Enter();
        _at++;
        var items = new List<RawJson>();
        while (IsBeforeItem(items.Count == 0, ']'))
            items.Add(ReadRaw());
        _depth--;
        return [.. items];
    }

    /// <summary>Returns the table of shapes, so that the next reader can use it.</summary>
    public void Dispose() => _shapes.Return();

    [MethodImpl(Compiled.AtOnce)]
    private object ReadMembers(IValueFactory? values, out ObjectShape shape, bool namesWanted = false)
    {
        BeginObject();
        var floor = _top;
        var step = _shapes.Start;
        NameList? more = null;
        var raw = values as RawValues;
        for (var isFirst = true; IsBeforeItem(isFirst, '}'); isFirst = false)
        {
            var slot = -1;
            var below = values;
            if (values is null && !namesWanted)
                PassName();
            else if (raw is not null)
                slot = TakeName(ReadName(raw, ref below), ref step, ref more);
            else if (more is not null || !TryMatchName(ref step))
                slot = TakeName(ReadName(), ref step, ref more);
            PassColon();
            var value = ReadValue(below);
            if (slot >= 0)
                _stack[floor + slot] = value;
            else if (values is not null || namesWanted)
                Push(value);
        }

        _depth--;
        shape = more is null ? step.Shape : more.Shape;
        _top = floor;
        return values is null ? s_passedOver : values.CreateObject(shape, _stack, floor);
    }

    /// <returns>The index of the earlier member with this name; -1 if the name is new.</returns>
    private int TakeName(string name, ref ShapeTable.Step step, ref NameList? more)
    {
        if (more is null && step.Find(name) is { } known)
        {
            step = known;
            return -1;
        }

        // Of two members with the same name the last one counts, as in most readers (RFC 8259, section 4).
        var slot = more is null ? step.IndexOf(name) : more.IndexOf(name);
        if (slot >= 0)
            return _source == JsonSource.Service ? slot : throw Invalid("an object has a name twice");
        if (more is null && _shapes.Add(step, name) is { } added)
        {
            step = added;
            return -1;
        }

        more ??= new NameList(step.Names());
        more.Add(name);
        return -1;
    }

    [MethodImpl(Compiled.AtOnce)]
    private object ReadList(IValueFactory? values)
    {
        Enter();
        _at++;
        var floor = _top;
        var leavesItems = values is RawValues { KeepsItemsAsText: true };
        for (var isFirst = true; IsBeforeItem(isFirst, ']'); isFirst = false)
        {
            var value = leavesItems ? ReadRaw().Copy() : ReadValue(values);
            if (values is not null)
                Push(value);
        }

        _depth--;
        var count = _top - floor;
        _top = floor;
        return values is null ? s_passedOver : values.CreateList(_stack, floor, count);
    }

    private void Push(object? value)
    {
        if (_top == _stack.Length)
            Array.Resize(ref _stack, Math.Max(64, _top * 2));
        _stack[_top++] = value;
    }

    private void Enter()
    {
        if (++_depth > NestingLimit.Levels)
            throw new RfaException(ErrorCodes.TooDeep, $"The JSON nests deeper than {NestingLimit.Levels} levels.");
    }

    /// <summary>Skips the comma before a member or item; false at the closing bracket, which is skipped.</summary>
    [MethodImpl(Compiled.AtOnce)]
    private bool IsBeforeItem(bool isFirst, char close)
    {
        var next = Next();
        if (next == close)
        {
            _at++;
            return false;
        }

        if (isFirst)
            return true;
        if (next != ',')
            throw Unexpected("a comma or a closing bracket");
        _at++;
        return Next() != close ? true : throw Invalid("a comma stands before a closing bracket");
    }

    [MethodImpl(Compiled.AtOnce)]
    private bool TryMatchName(ref ShapeTable.Step step)
    {
        if (Next() != '"')
            return false;
        var at = _at + 1;
        if (step.Match(_text, ref at, _end) is not { } next)
            return false;
        _at = at;
        step = next;
        return true;
    }

    private string ReadName() => Next() == '"' ? ReadText() : throw Unexpected("a name in double quotes");

    /// <summary>Reads a name, and gets the factory for its value.</summary>
    private string ReadName(RawValues raw, ref IValueFactory? below)
    {
        var name = ReadName();
        below = raw.Of(name);
        return name;
    }

    private void PassName()
    {
        if (Next() != '"')
            throw Unexpected("a name in double quotes");
        PassText();
    }

    private void PassColon()
    {
        if (Next() != ':')
            throw Unexpected("a colon");
        _at++;
    }

    /// <summary>The next byte that is no white space; 0 at the end.</summary>
    [MethodImpl(Compiled.AtOnce)]
    private byte Next()
    {
        do
        {
            var text = _text;
            var at = _at;
            while (at < _end && text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                at++;
            if (at != _at)
                _blanks++;
            _at = at;
            if (at < _end)
                return text[at];
        }
        while (HasMore());
        return 0;
    }

    /// <summary>Waits for more of the text; false at its end.</summary>
    private bool HasMore()
    {
        if (_more is null)
            return false;
        var known = _end - _start;
        var text = _more(known);
        (_text, _end) = (text.Array!, text.Offset + text.Count);
        return text.Count > known;
    }

    private void PassWord(string word)
    {
        for (var i = 0; i < word.Length; i++, _at++)
        {
            if ((_at >= _end && !HasMore()) || _text[_at] != word[i])
                throw Unexpected("a value");
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private string ReadText()
    {
        var text = _text;
        var begin = _at + 1;
        var at = begin;
        while (at < _end && text[at] is >= (byte)' ' and < 0x80 and not (byte)'"' and not (byte)'\\')
            at++;
        if (at < _end && text[at] == '"')
        {
            _at = at + 1;
            return TextDecoder.Ascii(text, begin, at - begin);
        }

        var close = Close(at);
        _at = close + 1;
        var decoded = (_decoder ??= new TextDecoder()).Decode(_text, begin, close, out var hasHalfPair);
        return hasHalfPair && _source == JsonSource.User ? throw Invalid("it holds half of a surrogate pair") : decoded;
    }

    private void PassText() => _at = Close(_at + 1) + 1;

    /// <summary>Finds the quote at the end of a text. Throws at a character or an escape that JSON does not allow.</summary>
    [MethodImpl(Compiled.AtOnce)]
    private int Close(int at)
    {
        do
        {
            var text = _text;
            for (; at < _end; at++)
            {
                var value = text[at];
                if (value == '"')
                    return at;
                if (value < ' ')
                    throw Invalid("a text holds a control character that is not escaped", at);
                if (value == '\\')
                {
                    at += EscapeLength(at) - 1;
                    text = _text;
                }
            }
        }
        while (HasMore());
        throw EndsEarly();
    }

    private int EscapeLength(int at)
    {
        if (at + 1 >= _end && !HasMore())
            throw EndsEarly();
        if (_text[at + 1] is not (byte)'u')
        {
            return TextDecoder.Escaped(_text[at + 1]) is '\0' ? throw Invalid("a text has an escape that JSON does not know", at) : 2;
        }

        for (var i = at + 2; i < at + 6; i++)
        {
            if (i >= _end && !HasMore())
                throw EndsEarly();
            if (TextDecoder.HexDigit(_text[i]) < 0)
                throw Invalid("a text has an escape that JSON does not know", at);
        }

        return 6;
    }

    [MethodImpl(Compiled.AtOnce)]
    private object ReadNumber(bool isWanted)
    {
        if (_more is not null)
            WaitForNumber();
        var text = _text;
        var begin = _at;
        var at = begin;
        var isNegative = text[at] == '-';
        at += isNegative ? 1 : 0;
        var digitsAt = at;
        long number = 0;
        // A number that overflows is read again below.
        for (; at < _end && (uint)(text[at] - '0') < 10; at++)
            number = unchecked((number * 10) + (text[at] - '0'));
        var digits = at - digitsAt;
        if (digits == 0 || (digits > 1 && text[digitsAt] == '0'))
            throw MalformedNumber(at);
        var places = 0;
        var isInteger = true;
        if (at < _end && text[at] == '.')
        {
            isInteger = false;
            var fractionAt = ++at;
            for (; at < _end && (uint)(text[at] - '0') < 10; at++)
                number = unchecked((number * 10) + (text[at] - '0'));
            places = at - fractionAt;
            if (places == 0)
                throw MalformedNumber(at);
        }

        var hasExponent = at < _end && text[at] is (byte)'e' or (byte)'E';
        if (hasExponent)
            at = EndOfExponent(at + 1);
        _at = at;
        if (!isWanted)
            return s_passedOver;
        if (hasExponent || digits + places > MostFastDigits)
            return ReadLongNumber(begin, at);
        if (isInteger)
            return Box(isNegative ? -number : number);
        return new decimal((int)number, (int)(number >> 32), 0, isNegative, (byte)places);
    }

    /// <summary>Waits until the whole of the next number is here.</summary>
    private void WaitForNumber()
    {
        var at = _at;
        do
        {
            while (at < _end && _text[at] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E')
                at++;
        }
        while (at >= _end && HasMore());
    }

    private int EndOfExponent(int at)
    {
        if (at < _end && _text[at] is (byte)'+' or (byte)'-')
            at++;
        var digitsAt = at;
        while (at < _end && (uint)(_text[at] - '0') < 10)
            at++;
        return at > digitsAt ? at : throw MalformedNumber(at);
    }

    private object ReadLongNumber(int begin, int end)
    {
        var number = TextDecoder.Ascii(_text, begin, end - begin);
        return JsonNumber.Parse(number) ?? number;
    }

    private static object Box(long number) =>
        number is >= SmallestBoxed and <= LargestBoxed ? s_small[number - SmallestBoxed] : number;

    private static object[] Boxed()
    {
        var boxed = new object[LargestBoxed - SmallestBoxed + 1];
        for (var i = 0; i < boxed.Length; i++)
            boxed[i] = (long)(i + SmallestBoxed);
        return boxed;
    }

    private RfaException MalformedNumber(int at) => at >= _end ? EndsEarly() : Invalid("a number is malformed", at);

    private RfaException Unexpected(string expected) => _at >= _end ? EndsEarly() : Invalid(expected + " was expected");

    private RfaException EndsEarly() => Invalid("it ends too early", _end);

    private RfaException Invalid(string reason) => Invalid(reason, _at);

    // For a user's JSON the message names the line. A service's JSON is often one line, so there its length is named: a proxy may have cut it.
    private RfaException Invalid(string reason, int at) => new(ErrorCodes.InvalidJson, string.Format(
        CultureInfo.InvariantCulture,
        _source == JsonSource.User ? "The text is not valid JSON: {0} (line {1})." : "The answer is not valid JSON: {0} (at byte {1}).",
        reason,
        _source == JsonSource.User ? Line(at) : at - _start));

    private int Line(int at)
    {
        var line = 1;
        for (var i = _start; i < at; i++)
        {
            if (_text[i] == '\n' || (_text[i] == '\r' && (i + 1 == _end || _text[i + 1] != '\n')))
                line++;
        }

        return line;
    }
}
