namespace Interop.Language;

/// <summary>Documents for the comparison with graphql-js: valid ones, the same with a few edits, and a list of known traps.</summary>
internal static class DocumentCorpus
{
    private static readonly string[] s_ignored = [" ", "\n", "\r\n", "\r", "\t", ",", " , ", "\uFEFF", "# {\n", "#\r\n", "#\u00e9\"\"\"\r"];

    private static readonly string[] s_pieces =
    [
        "{", "}", "(", ")", "[", "]", "!", "$", "@", ":", "=", "|", "&", "...", "..", ".", "on", "query", "fragment", "extend", "type", "schema",
        "a", "0", "-", "1.", "00", "1a", "0x1", ".5", "1e", "\"", "\"\"\"", "\"\\", "\"\\u12\"", "\"\\u{110000}\"", "\"\\x\"", "\\", "'", "?", "%", "#",
        "\0", "\u0007", "\u007F", "\u00A0", "\u00e9", "\u2028", "\uD83D", "\uFEFF", "\U0001F4B3", "\n", "\r",
    ];

    /// <summary>What hand-written readers are known to take wrongly, one way or the other.</summary>
    private static readonly string[] s_traps =
    [
        "", " ", "#", "\uFEFF{a}", "{}", "{a(}", "{a()}", "{a(b)}", "{a(b:)}", "{a b:}", "{a{}}", "{a:b:c}", "query", "query{a}", "query(){a}", "query($a){a}",
        "query($a:){a}", "query($a:B!!){a}", "query($a:[B){a}", "query($a:[B!]!=[]){a}", "query($a:B=$c){a}", "query($a:B=[$c]){a}", "query($a:B=1@c){a}",
        "query($a:B@c(d:$e)){a}", "query$a{a}", "query($a:B $c:D){a}", "query($ a:B){a}", "Query{a}", "{a}{b}", "{a}}", "{{a}}", "{...}", "{...on}", "{...on B}",
        "{...on{a}}", "{...on on{a}}", "{...on B{a}}", "{... a}", "{... @b{a}}", "{..a}", "{...{a}}", "fragment on on B{a}", "fragment a on B{b}", "fragment a B{b}",
        "fragment a on{b}", "fragment a($b:C)on D{e}", "fragment a on on{b}", "{a(b:1)}", "{a(b:01)}", "{a(b:-)}", "{a(b:-01)}", "{a(b:1.)}", "{a(b:.1)}",
        "{a(b:1.0e)}", "{a(b:1.0e+)}", "{a(b:1e1.0)}", "{a(b:1.0.0)}", "{a(b:1c)}", "{a(b:1_)}", "{a(b:1.2c)}", "{a(b:+1)}", "{a(b:0xF)}", "{a(b:1,c:2)}", "{a(b:1c:2)}",
        "{a(b:1\"\")}", "{a(b:\"\"\"\")}", "{a(b:\"\"\"\"\"\")}", "{a(b:\"\"\"\"\"\"\")}", "{a(b:\"\"\"\\\"\"\"\"\"\")}", "{a(b:\"\n\")}", "{a(b:\"\\\")}", "{a(b:\"\\u{}\")}",
        "{a(b:\"\\u{0}\")}", "{a(b:\"\\u{10FFFF}\")}", "{a(b:\"\\u{0010FFFF}\")}", "{a(b:\"\\u{000000041}\")}", "{a(b:\"\\u{D83D}\")}", "{a(b:\"\\uD83D\")}", "{a(b:\"\\uDCB3\\uD83D\")}",
        "{a(b:\"\\uD83D\\u{DCB3}\")}", "{a(b:\"\\uD83Dx\")}", "{a(b:\"\\U0041\")}", "{a(b:\"\\u 041\")}", "{a(b:\"\uD83D\")}", "{a(b:\"\uDCB3\")}", "{a(b:\"\"\"\uD83D\"\"\")}",
        "{a(b:\"\0\")}", "{a(b:\"\u0007\")}", "{a(b:\"\u007f\")}", "{a(b:\"\"\"\0\"\"\")}", "{a #\0\n}", "{a #\uD83D\n}", "{a\u00A0}", "{a\u000B}", "{a\u2028}", "{\u00e9}",
        "{a(b:{c:1,d:{}})}", "{a(b:{c})}", "{a(b:[1 2,3])}", "{a(b:[,])}", "{a(b:null)}", "{a(b:$)}", "{a(b:$c.d)}", "{a(b:@c)}", "{a@}", "{a@b@c}", "{a@b()}", "{a @ b}",
        "{a(b:1)(c:2)}", "{a@b{c}}", "{a{b}@c}", "type A{b:C}", "{a} type A{b:C}", "extend type A{b:C}", "schema{query:A}", "\"x\" query{a}", "\"x\" {a}", "\"x\" type A",
        "query{a}mutation{b}", "query a query b{c}", "subscription{a}", "subscription a@b{c}", "mutation on{on}", "query query{query}", "{on}", "{true}", "{a:true}",
        "{a(true:true)}", "query($true:true=true){a}", "fragment true on true{a}", "{...true}", "{a&b}", "{a|b}", "{a;}", "{a'b'}", "{a#}\n", "{a#\r}", "{a,,,}", ",{a}", "{a},",
    ];

    public static IEnumerable<string> Generate(int seed, int validCount, int editsOfEach)
    {
        var random = new Random(seed);
        var generator = new DocumentGenerator(random);
        foreach (var trap in s_traps)
            yield return trap;
        for (var index = 0; index < validCount; index++)
        {
            var tokens = generator.Generate();
            yield return Join(tokens, random);
            for (var edit = 0; edit < editsOfEach; edit++)
                yield return random.Next(2) == 0 ? Join(EditTokens(tokens, random), random) : EditText(Join(tokens, random), random);
        }
    }

    private static List<string> EditTokens(List<string> tokens, Random random)
    {
        List<string> result = [.. tokens];
        var index = random.Next(result.Count);
        switch (random.Next(5))
        {
            case 0:
                result.RemoveAt(index);
                break;
            case 1:
                result.Insert(index, result[random.Next(result.Count)]);
                break;
            case 2:
                result.Insert(index, s_pieces[random.Next(s_pieces.Length)]);
                break;
            case 3:
                result[index] = s_pieces[random.Next(s_pieces.Length)];
                break;
            default:
                var other = random.Next(result.Count);
                (result[index], result[other]) = (result[other], result[index]);
                break;
        }
        return result;
    }

    private static string EditText(string text, Random random)
    {
        var at = random.Next(text.Length);
        var piece = s_pieces[random.Next(s_pieces.Length)];
        return random.Next(4) switch
        {
            0 => text[..at],
            1 => text.Remove(at, 1),
            2 => text.Insert(at, piece),
            _ => text.Remove(at, 1).Insert(at, piece),
        };
    }

    private static string Join(List<string> tokens, Random random)
    {
        var text = new StringBuilder();
        for (var index = 0; index < tokens.Count; index++)
        {
            if (index > 0 && (NeedsSeparator(tokens[index - 1], tokens[index]) || random.Next(3) == 0))
                text.Append(s_ignored[random.Next(s_ignored.Length)]);
            text.Append(tokens[index]);
        }
        return text.ToString();
    }

    /// <summary>Whether the two would be read as one token, or as none, if they touched.</summary>
    private static bool NeedsSeparator(string left, string right) => !IsPunctuator(left) && !IsPunctuator(right);

    // Three dots right after a number would be read as its fraction.
    private static bool IsPunctuator(string token) => token.Length == 1 && !char.IsLetterOrDigit(token[0]) && token[0] != '_';
}
