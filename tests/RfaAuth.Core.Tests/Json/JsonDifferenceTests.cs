namespace RfaAuth.Core.Tests.Json;

/// <summary>
/// The reader against System.Text.Json, on texts that are generated and damaged: both take a text or both refuse it, and read the same.
/// RFA_JSON_TEXTS sets how many; 100,000 were compared when the reader was written.
/// </summary>
public sealed class JsonDifferenceTests
{
    private const int Texts = 4000;

    [Fact]
    public void Generated_and_damaged_texts_are_read_as_by_System_Text_Json()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("RFA_JSON_TEXTS"), CultureInfo.InvariantCulture, out var asked) ? asked : Texts;
        var (taken, refused) = (0, 0);
        for (var seed = 0; seed < count; seed++)
        {
            var text = new Generator(new Random(seed)).Next();
            var (expected, expectedCode) = Theirs(text);
            var (actual, actualCode) = Ours(text, PlainValueFactory.Instance);

            Assert.True(expectedCode == actualCode, $"Seed {seed}: {actualCode} where {expectedCode} was expected: {Encoding.UTF8.GetString(text)}");
            Assert.True(Ours(text, null).Code == actualCode, $"Seed {seed}: passed over, it is another verdict: {Encoding.UTF8.GetString(text)}");
            var (inPieces, codeInPieces) = InPieces(text, new Random(seed));
            Assert.True(codeInPieces == actualCode, $"Seed {seed}: in pieces, it is another verdict: {Encoding.UTF8.GetString(text)}");
            if (actualCode is null)
            {
                AssertSame(expected, actual, seed);
                AssertSame(expected, inPieces, seed);
            }

            _ = actualCode is null ? taken++ : refused++;
        }

        // Neither half of the comparison may become empty unnoticed.
        Assert.True(taken > count / 4 && refused > count / 4, $"{taken} taken, {refused} refused");
    }

    private static (object? Value, string? Code) Ours(byte[] text, IValueFactory? values)
    {
        using var reader = new JsonValueReader(new ArraySegment<byte>(text), JsonSource.Service);
        return Read(reader, values);
    }

    private static (object? Value, string? Code) InPieces(byte[] text, Random random)
    {
        var longest = Math.Max(random.Next(1, 20), text.Length / 200);
        using var reader = TextInPieces.Reader(text, () => random.Next(1, longest + 1));
        return Read(reader, PlainValueFactory.Instance);
    }

    private static (object? Value, string? Code) Read(JsonValueReader reader, IValueFactory? values)
    {
        try
        {
            var value = reader.ReadValue(values);
            reader.End();
            return (value, null);
        }
        catch (RfaException exception)
        {
            return (null, exception.ErrorCode);
        }
    }

    private static (JsonElement Value, string? Code) Theirs(byte[] text)
    {
        try
        {
            // It refuses bytes that are no UTF-8: they are replaced beforehand, as our reader replaces them.
            var mended = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
            return (JsonDocument.Parse(mended, new JsonDocumentOptions { MaxDepth = NestingLimit.Levels }).RootElement, null);
        }
        catch (JsonException exception)
        {
            return (default, exception.Message.Contains("depth", StringComparison.Ordinal) && !exception.Message.Contains("zero", StringComparison.Ordinal)
                ? ErrorCodes.TooDeep
                : ErrorCodes.InvalidJson);
        }
    }

    private static void AssertSame(object? expected, object? actual, int seed)
    {
        var element = (JsonElement)expected!;
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var names = element.EnumerateObject().Select(member => Text(() => member.Name, member.ToString())).ToList();
                var members = (IReadOnlyDictionary<string, object?>)actual!;
                Assert.True(names.Distinct(StringComparer.Ordinal).SequenceEqual(members.Keys), $"Seed {seed}: other names");
                foreach (var (name, value) in names.Zip(element.EnumerateObject().Select(member => member.Value)).Reverse().DistinctBy(member => member.First))
                    AssertSame(value, members[name], seed);
                break;
            case JsonValueKind.Array:
                var items = (object?[])actual!;
                Assert.Equal(element.GetArrayLength(), items.Length);
                foreach (var (item, i) in element.EnumerateArray().Select((item, i) => (item, i)))
                    AssertSame(item, items[i], seed);
                break;
            case JsonValueKind.Number:
                AssertSameNumber(element, actual!, seed);
                break;
            case JsonValueKind.String:
                Assert.Equal(Text(() => element.GetString()!, element.GetRawText()), actual);
                break;
            default:
                Assert.Equal(element.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => (object?)null }, actual);
                break;
        }
    }

    private static void AssertSameNumber(JsonElement element, object actual, int seed)
    {
        var text = element.GetRawText();
        switch (actual)
        {
            case long or BigInteger:
                Assert.Equal(BigInteger.Parse(text, CultureInfo.InvariantCulture), actual is long number ? number : (BigInteger)actual);
                break;
            case decimal exact:
                Assert.Equal(Fraction(text), Fraction(exact.ToString(CultureInfo.InvariantCulture)));
                break;
            case double near:
                Assert.Equal(element.GetDouble(), near);
                break;
            default:
                Assert.Equal(text, actual);
                var far = double.Parse(text, CultureInfo.InvariantCulture);
                Assert.True(double.IsInfinity(far) || far == 0 || text.Length > 10_000, $"Seed {seed}: {text} could be a number");
                break;
        }
    }

    // The number as a fraction without common factors of ten: exact, whatever its form.
    private static (BigInteger Digits, int Exponent) Fraction(string text)
    {
        var parts = text.Split('e', 'E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var exponent = (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) - (point < 0 ? 0 : parts[0].Length - point - 1);
        while (!digits.IsZero && digits % 10 == 0)
            (digits, exponent) = (digits / 10, exponent + 1);
        return (digits, digits.IsZero ? 0 : exponent);
    }

    // It refuses to read half of a surrogate pair, which the JSON library of the module's writers replaces.
    private static string Text(Func<string> read, string raw)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            using var reader = new Newtonsoft.Json.JsonTextReader(new StringReader(raw)) { DateParseHandling = Newtonsoft.Json.DateParseHandling.None };
            reader.Read();
            return (string)reader.Value!;
        }
    }

    /// <summary>Makes a JSON text, and breaks about half of them in a place or two.</summary>
    private sealed class Generator(Random random)
    {
        private static readonly string[] s_pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "'", "//", "/*", "*/", "null", "true", "NaN", "Infinity", "undefined", "-", "+", ".", "e", "E5",
            "0", "00", "1", "\\u", "\\ud83d", "\\u0000", "\n", "\t", "\0", "\u00A0", "\u2028", "\uFEFF", " ", "é", "💳", "{\"a\":1}", "[1,2]", "\"\"",
        ];

        private readonly List<byte> _text = [];

        public byte[] Next()
        {
            Value(0);
            White();
            for (var damages = random.Next(5) switch { < 2 => 0, < 4 => 1, _ => random.Next(1, 5) }; damages > 0; damages--)
                Damage();
            return [.. _text];
        }

        private void Damage()
        {
            var at = random.Next(_text.Count + 1);
            switch (random.Next(6))
            {
                case 0:
                    _text.RemoveRange(at, _text.Count - at);
                    break;
                case 1 when at < _text.Count:
                    _text.RemoveAt(at);
                    break;
                case 2 when at < _text.Count:
                    _text[at] = (byte)random.Next(256);
                    break;
                case 3 when at < _text.Count:
                    _text.InsertRange(at, _text.GetRange(at, Math.Min(random.Next(1, 20), _text.Count - at)));
                    break;
                case 4:
                    var deep = random.Next(2, 300);
                    _text.InsertRange(at, Enumerable.Repeat((byte)'[', deep));
                    if (random.Next(2) == 0)
                        _text.AddRange(Enumerable.Repeat((byte)']', deep));
                    break;
                default:
                    _text.InsertRange(at, Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
                    break;
            }
        }

        private void Value(int depth)
        {
            White();
            switch (depth > 5 ? random.Next(4) : random.Next(8))
            {
                case 0:
                    Write(new[] { "null", "true", "false" }[random.Next(3)]);
                    break;
                case 1:
                    Number();
                    break;
                case 2 or 3:
                    Text();
                    break;
                case 4 or 5:
                    List("[", "]", () => Value(depth + 1));
                    break;
                default:
                    List("{", "}", () =>
                    {
                        White();
                        if (random.Next(3) == 0)
                            Text();
                        else
                            Write("\"" + (char)random.Next('a', 'f') + "\"");
                        White();
                        Write(":");
                        Value(depth + 1);
                    });
                    break;
            }
        }

        private void List(string open, string close, Action item)
        {
            Write(open);
            for (var left = random.Next(random.Next(5) == 0 ? 40 : 5); left > 0; left--)
            {
                item();
                White();
                if (left > 1)
                    Write(",");
            }

            White();
            Write(close);
        }

        private void Number()
        {
            if (random.Next(3) == 0)
                Write("-");
            Digits(random.Next(4) == 0 ? 45 : 20, isInteger: true);
            if (random.Next(3) == 0)
            {
                Write(".");
                Digits(random.Next(4) == 0 ? 40 : 10, isInteger: false);
            }

            if (random.Next(4) == 0)
            {
                Write(random.Next(2) == 0 ? "e" : "E");
                Write(new[] { "", "+", "-" }[random.Next(3)]);
                Digits(random.Next(3) + 1, isInteger: false);
            }
        }

        private void Digits(int most, bool isInteger)
        {
            var count = random.Next(1, most + 1);
            for (var i = 0; i < count; i++)
                Write(((char)random.Next(isInteger && i == 0 && count > 1 ? '1' : '0', '9' + 1)).ToString());
        }

        private void Text()
        {
            Write("\"");
            for (var left = random.Next(random.Next(6) == 0 ? 60 : 8); left > 0; left--)
            {
                Write(random.Next(12) switch
                {
                    0 => "\\" + "\"\\/bfnrt"[random.Next(8)],
                    1 => "\\u" + random.Next(0x10000).ToString(random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture),
                    2 => "\\ud83d\\udcb3",
                    3 => char.ConvertFromUtf32(random.Next(0x80, 0xD800)),
                    4 => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
                    _ => ((char)random.Next(' ', 0x7F)) is var c && c is '"' or '\\' ? "x" : c.ToString(),
                });
            }

            Write("\"");
        }

        private void White()
        {
            while (random.Next(6) == 0)
                Write(" \t\r\n"[random.Next(4)].ToString());
        }

        private void Write(string text) => _text.AddRange(Encoding.UTF8.GetBytes(text));
    }
}
