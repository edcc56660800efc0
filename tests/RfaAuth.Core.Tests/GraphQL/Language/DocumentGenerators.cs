using FsCheck;
using FsCheck.Fluent;

namespace RfaAuth.Core.Tests.GraphQL.Language;

/// <summary>A node, and tokens that it can be written with. The node's places mean nothing.</summary>
internal sealed record Written<T>(T Node, IReadOnlyList<string> Tokens);

/// <summary>Makes random executable documents together with their texts.</summary>
internal static class DocumentGenerators
{
    private const string Bracketing = "(){}[]:=@$!";
    private static readonly SourceLocation s_nowhere = new(0, 0);

    private static readonly Gen<string> s_names = Gen.Elements("a", "B", "on", "_", "c1", "__typename", "type", "query", "fragment", "input", "true", "null");

    private static readonly Gen<string> s_fragmentNames = s_names.Where(name => name != "on");

    /// <summary>Pieces of a string: what they stand for, and one way to write it.</summary>
    private static readonly Gen<(string Text, string Written)> s_pieces = Gen.Elements<(string, string)>(
        ("a", "a"), (" ", " "), ("#", "#"), (",", ","), ("{", "{"), ("$", "$"), ("'", "'"), ("\t", "\t"), ("\0", "\0"), ("\u2028", "\u2028"), ("\uFEFF", "\uFEFF"),
        ("\"", "\\\""), ("\\", "\\\\"), ("/", "/"), ("/", "\\/"), ("\b", "\\b"), ("\f", "\\f"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"),
        ("\u00A3", "\u00A3"), ("\u00A3", "\\u00a3"), ("\u65E5", "\u65E5"), ("\u65E5", "\\u{65E5}"), ("\n", "\\u000A"),
        ("\U0001F600", "\U0001F600"), ("\U0001F600", "\\u{1f600}"), ("\U0001F600", "\\uD83D\\uDE00"));

    /// <summary>Pieces of a block string's line, of which none starts it with a blank.</summary>
    private static readonly Gen<(string Text, string Written)> s_blockPieces = Gen.Elements<(string, string)>(
        ("a ", "a "), ("\\n", "\\n"), ("\u65E5", "\u65E5"), ("\U0001F600", "\U0001F600"), ("#", "#"), ("'\"'", "'\"'"), ("\"\"\" ", "\\\"\"\" "));

    private static readonly Gen<string> s_separators = Gen.Elements(
        "", "", "", " ", "  ", ",", " , ", "\t", "\n", "\r", "\r\n", "\uFEFF", "# \"comment\" { \U0001F600 \n", "#\r");

    /// <summary>A document and its text.</summary>
    public static Gen<(Document Document, string Text)> Documents =>
        from definitions in Some(Gen.OneOf(Operations.Select(Widen), Fragments.Select(Widen)), 4)
        let tokens = definitions.SelectMany(definition => definition.Tokens).ToList()
        from separators in Gen.ArrayOf(s_separators, tokens.Count + 1)
        select (
            new Document(
                [.. definitions.Select(definition => definition.Node).OfType<OperationDefinition>()],
                [.. definitions.Select(definition => definition.Node).OfType<FragmentDefinition>()]),
            Join(tokens, separators));

    private static Gen<Written<OperationDefinition>> Operations => Gen.OneOf(
        from set in SelectionSets(3)
        select new Written<OperationDefinition>(new(OperationType.Query, null, [], [], set.Node, s_nowhere), set.Tokens),
        from description in Descriptions
        from type in Gen.Elements(OperationType.Query, OperationType.Mutation, OperationType.Subscription)
        from name in Optional(s_names)
        from variables in Any(Variables, 3)
        from directives in Any(Directives(isConstant: false), 2)
        from set in SelectionSets(3)
        select new Written<OperationDefinition>(
            new(type, name, Nodes(variables), Nodes(directives), set.Node, s_nowhere),
            [
                .. description,
                type.ToString().ToLowerInvariant(),
                .. name is null ? Array.Empty<string>() : [name],
                .. Enclosed("(", variables, ")"),
                .. Tokens(directives),
                .. set.Tokens,
            ]));

    private static Gen<Written<FragmentDefinition>> Fragments =>
        from description in Descriptions
        from name in s_fragmentNames
        from type in s_names
        from directives in Any(Directives(isConstant: false), 2)
        from set in SelectionSets(3)
        select new Written<FragmentDefinition>(
            new(name, type, Nodes(directives), set.Node, s_nowhere),
            [.. description, "fragment", name, "on", type, .. Tokens(directives), .. set.Tokens]);

    private static Gen<Written<VariableDefinition>> Variables =>
        from description in Descriptions
        from name in s_names
        from type in Types(2)
        from value in Optional(Values(2, isConstant: true))
        from directives in Any(Directives(isConstant: true), 2)
        select new Written<VariableDefinition>(
            new(name, type.Node, value?.Node, Nodes(directives), s_nowhere),
            [.. description, "$", name, ":", .. type.Tokens, .. value is null ? Array.Empty<string>() : ["=", .. value.Tokens], .. Tokens(directives)]);

    private static Gen<IReadOnlyList<string>> Descriptions =>
        Gen.OneOf(Gen.Constant<IReadOnlyList<string>>([]), Gen.OneOf(Strings, BlockStrings).Select(text => text.Tokens));

    private static Gen<Written<Value>> Strings =>
        from pieces in Any(s_pieces, 6)
        select new Written<Value>(
            new StringValue(string.Concat(pieces.Select(piece => piece.Text)), false, s_nowhere),
            ['"' + string.Concat(pieces.Select(piece => piece.Written)) + '"']);

    private static Gen<Written<Value>> BlockStrings =>
        from indent in Gen.Elements("", "  ", "\t")
        from end in Gen.Elements("\n", "\r\n", "\r")
        from lines in Any(Some(s_blockPieces, 3), 3)
        select new Written<Value>(
            new StringValue(string.Join('\n', lines.Select(line => string.Concat(line.Select(piece => piece.Text)))), true, s_nowhere),
            ["\"\"\"" + string.Concat(lines.Select(line => end + indent + string.Concat(line.Select(piece => piece.Written)))) + end + indent + "\"\"\""]);

    private static Gen<Written<TypeReference>> Types(int depth)
    {
        var nullable = depth == 0
            ? Named()
            : Gen.OneOf(Named(), Types(depth - 1).Select(item => new Written<TypeReference>(new ListType(item.Node), ["[", .. item.Tokens, "]"])));
        return from type in nullable
            from isNonNull in Gen.Elements(true, false)
            select isNonNull ? new Written<TypeReference>(new NonNullType(type.Node), [.. type.Tokens, "!"]) : type;

        static Gen<Written<TypeReference>> Named() => s_names.Select(name => new Written<TypeReference>(new NamedType(name), [name]));
    }

    private static Gen<Written<SelectionSet>> SelectionSets(int depth) =>
        from selections in Some(Selections(depth), 3)
        select new Written<SelectionSet>(new(Nodes(selections)), [.. Enclosed("{", selections, "}")]);

    private static Gen<Written<Selection>> Selections(int depth)
    {
        var fields =
            from alias in Optional(s_names)
            from name in s_names
            from arguments in Any(Arguments(isConstant: false), 2)
            from directives in Any(Directives(isConstant: false), 1)
            from set in depth == 0 ? Gen.Constant<Written<SelectionSet>?>(null) : Optional(SelectionSets(depth - 1))
            select new Written<Selection>(
                new Field(alias, name, Nodes(arguments), Nodes(directives), set?.Node, s_nowhere),
                [.. alias is null ? Array.Empty<string>() : [alias, ":"], name, .. Enclosed("(", arguments, ")"), .. Tokens(directives), .. set?.Tokens ?? []]);
        var spreads =
            from name in s_fragmentNames
            from directives in Any(Directives(isConstant: false), 1)
            select new Written<Selection>(new FragmentSpread(name, Nodes(directives), s_nowhere), ["...", name, .. Tokens(directives)]);
        if (depth == 0)
            return Gen.OneOf(fields, spreads);

        var inlines =
            from type in Optional(s_names)
            from directives in Any(Directives(isConstant: false), 1)
            from set in SelectionSets(depth - 1)
            select new Written<Selection>(
                new InlineFragment(type, Nodes(directives), set.Node, s_nowhere),
                ["...", .. type is null ? Array.Empty<string>() : ["on", type], .. Tokens(directives), .. set.Tokens]);
        return Gen.OneOf(fields, fields, spreads, inlines);
    }

    private static Gen<Written<Directive>> Directives(bool isConstant) =>
        from name in s_names
        from arguments in Any(Arguments(isConstant), 2)
        select new Written<Directive>(new(name, Nodes(arguments), s_nowhere), ["@", name, .. Enclosed("(", arguments, ")")]);

    private static Gen<Written<Argument>> Arguments(bool isConstant) =>
        from name in s_names
        from value in Values(2, isConstant)
        select new Written<Argument>(new(name, value.Node, s_nowhere), [name, ":", .. value.Tokens]);

    private static Gen<Written<Value>> Values(int depth, bool isConstant)
    {
        var leaves = Gen.OneOf(
            Gen.Elements("0", "-0", "7", "-12", "12345678901234567890").Select(text => One(new IntValue(text, s_nowhere), text)),
            Gen.Elements("0.0", "-1.50", "1e5", "2E-7", "-0.1e+10").Select(text => One(new FloatValue(text, s_nowhere), text)),
            Gen.Elements("true", "false").Select(text => One(new BooleanValue(text == "true", s_nowhere), text)),
            Gen.Constant(One(new NullValue(s_nowhere), "null")),
            Gen.Elements("A", "on", "True", "nulls").Select(text => One(new EnumValue(text, s_nowhere), text)),
            Strings,
            BlockStrings);
        if (!isConstant)
            leaves = Gen.OneOf(leaves, s_names.Select(name => new Written<Value>(new Variable(name, s_nowhere), ["$", name])));
        if (depth == 0)
            return leaves;

        var lists = Any(Values(depth - 1, isConstant), 3).Select(items =>
            new Written<Value>(new ListValue(Nodes(items), s_nowhere), ["[", .. Tokens(items), "]"]));
        var fields =
            from name in s_names
            from value in Values(depth - 1, isConstant)
            select new Written<ObjectField>(new(name, value.Node, s_nowhere), [name, ":", .. value.Tokens]);
        var objects = Any(fields, 3).Select(items =>
            new Written<Value>(new ObjectValue(Nodes(items), s_nowhere), ["{", .. Tokens(items), "}"]));
        return Gen.OneOf(leaves, leaves, lists, objects);

        static Written<Value> One(Value value, string token) => new(value, [token]);
    }

    private static Written<object> Widen<T>(Written<T> written)
        where T : notnull => new(written.Node, written.Tokens);

    private static List<T> Nodes<T>(IEnumerable<Written<T>> written) => [.. written.Select(one => one.Node)];

    private static IEnumerable<string> Tokens<T>(IEnumerable<Written<T>> written) => written.SelectMany(one => one.Tokens);

    private static IEnumerable<string> Enclosed<T>(string open, IReadOnlyCollection<Written<T>> written, string close) =>
        written.Count == 0 ? [] : [open, .. Tokens(written), close];

    private static Gen<T?> Optional<T>(Gen<T> values)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), values.Select(value => (T?)value));

    private static Gen<T[]> Any<T>(Gen<T> values, int most) => Gen.Choose(0, most).SelectMany(count => Gen.ArrayOf(values, count));

    private static Gen<T[]> Some<T>(Gen<T> values, int most) => Gen.Choose(1, most).SelectMany(count => Gen.ArrayOf(values, count));

    /// <summary>Puts something ignored between the tokens; nothing only where one of the two is bracketing and cannot run into the other.</summary>
    private static string Join(List<string> tokens, string[] separators)
    {
        var text = separators[0];
        for (var index = 0; index < tokens.Count; index++)
        {
            var canTouch = index + 1 == tokens.Count || IsBracketing(tokens[index]) || IsBracketing(tokens[index + 1]);
            var separator = separators[index + 1];
            text += $"{tokens[index]}{(separator.Length > 0 || canTouch ? separator : " ")}";
        }

        return text;

        static bool IsBracketing(string token) => token.Length == 1 && Bracketing.Contains(token, StringComparison.Ordinal);
    }
}
