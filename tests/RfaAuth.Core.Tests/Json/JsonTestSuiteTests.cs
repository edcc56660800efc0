namespace RfaAuth.Core.Tests.Json;

/// <summary>The public suite of what is JSON (y_), what is none (n_) and what a reader may decide (i_): github.com/nst/JSONTestSuite.</summary>
public sealed class JsonTestSuiteTests
{
    public static TheoryData<string, byte[]> Texts()
    {
        using var stream = typeof(JsonTestSuiteTests).Assembly.GetManifestResourceStream("JSONTestSuite.txt")!;
        using var reader = new StreamReader(stream);
        var texts = new TheoryData<string, byte[]>
        {
            { "n_structure_100000_opening_arrays", [.. Enumerable.Repeat((byte)'[', 100_000)] },
            { "n_structure_open_array_object", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[{\"\":", 50_000)) + "\n") },
        };
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                texts.Add(line.Split('\t')[0], Convert.FromBase64String(line.Split('\t')[1]));
        }

        return texts;
    }

    [Fact]
    public void The_suite_has_all_its_texts() => Assert.Equal(318, Texts().Count);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Valid_JSON_is_read_and_invalid_JSON_is_refused(string name, byte[] text)
    {
        foreach (var values in new[] { PlainValueFactory.Instance, null })
        {
            var exception = Record.Exception(() => Read(text, values));

            Assert.True(exception is null or RfaException { ErrorCode: ErrorCodes.InvalidJson or ErrorCodes.TooDeep }, $"{name}: {exception}");
            if (name[0] != 'i')
                Assert.Equal(name[0] == 'y', exception is null);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_that_arrives_in_pieces_is_read_like_a_whole_one(string name, byte[] text)
    {
        var piece = Math.Max(1, text.Length / 500);
        foreach (var values in new[] { PlainValueFactory.Instance, null })
        {
            using var whole = new JsonValueReader(new ArraySegment<byte>(text), JsonSource.Service);
            using var pieces = TextInPieces.Reader(text, () => piece);

            Assert.True(Outcome(whole, values) == Outcome(pieces, values), name);
        }
    }

    private static string Outcome(JsonValueReader reader, IValueFactory? values)
    {
        try
        {
            var value = reader.ReadValue(values);
            reader.End();
            return values is null ? "read" : JsonText.Write(value);
        }
        catch (RfaException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>What the suite leaves open, as this reader decides it: nothing is lost that can be kept.</summary>
    [Theory]
    [InlineData("i_number_huge_exp", "0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999969999999006")]
    [InlineData("i_number_pos_double_huge_exp", "1.5e+9999")]
    [InlineData("i_number_double_huge_neg_exp", "123.456e-789")]
    [InlineData("i_string_incomplete_surrogate_pair", "\uFFFDa")]
    [InlineData("i_string_UTF-8_invalid_sequence", "日ш\uFFFD")]
    [InlineData("i_string_lone_utf8_continuation_byte", "\uFFFD")]
    [InlineData("i_string_overlong_sequence_2_bytes", "\uFFFD\uFFFD")]
    [InlineData("i_string_UTF8_surrogate_U+D800", "\uFFFD\uFFFD\uFFFD")]
    public void Texts_that_the_standard_leaves_open_are_decided_as_listed(string name, string expected)
    {
        var text = Texts().First(row => row.Data.Item1 == name).Data.Item2;

        Assert.Equal(expected, Assert.Single((object?[])Read(text, PlainValueFactory.Instance)!));
    }

    private static object? Read(byte[] text, IValueFactory? values)
    {
        using var reader = new JsonValueReader(new ArraySegment<byte>(text), JsonSource.Service);
        var value = reader.ReadValue(values);
        reader.End();
        return value;
    }
}
