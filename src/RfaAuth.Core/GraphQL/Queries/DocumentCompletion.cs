using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>
/// Finds the texts that are possible at the cursor in a document while it is typed. Only the text before the cursor is read, and it need not be complete.
/// Pure.
/// </summary>
internal sealed class DocumentCompletion
{
    private enum Kind
    {
        Top,
        Variables,
        Selections,
        Arguments,
        Object,
        List,
    }

    private static readonly DocumentCandidate[] s_definitions =
    [
        new("{ ", "A query, without the word and a name."), new("query", "query"), new("mutation", "mutation"), new("fragment", "fragment"),
    ];
    private static readonly string[] s_booleans = ["true", "false"];

    private readonly SchemaIndex _schema;
    private readonly Stack<Frame> _frames = new();
    private readonly List<(string Name, string Type)> _variables = [];
    private readonly List<string> _fragments = [];

    private DocumentCompletion(SchemaIndex schema)
    {
        _schema = schema;
        _frames.Push(new Frame(Kind.Top));
    }

    private Frame Current => _frames.Peek();

    /// <param name="schema">The schema.</param>
    /// <param name="before">The document up to the cursor.</param>
    /// <param name="after">The rest of the document. Its fragments can be spread.</param>
    /// <param name="start">The beginning of the word that is being typed.</param>
    /// <returns>The possible texts, deprecated ones last; empty if none is known.</returns>
    public static IReadOnlyList<DocumentCandidate> Find(Schema schema, string before, string after, out int start)
    {
        start = before.Length;
        while (start > 0 && Characters.IsNameContinue(before[start - 1]))
            start--;
        var word = before.Substring(start);
        if (Read(before.Substring(0, start)) is not { } tokens)
            return [];
        var completion = new DocumentCompletion(schema.Index);
        completion._fragments.AddRange(FragmentNames(tokens).Concat(FragmentNames(Read(after) ?? [])).Distinct());
        foreach (var token in tokens)
            completion.Take(token);
        return [.. completion.Candidates().Where(candidate => candidate.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase)).OrderBy(candidate => candidate.IsDeprecated)];
    }

    /// <returns>The tokens; null if the text ends within a string or a comment, where any text is possible.</returns>
    private static List<Token>? Read(string text)
    {
        var tokens = new List<Token>();
        try
        {
            var lexer = new Lexer(text);
            for (var token = lexer.Read(); token.Kind != TokenKind.EndOfDocument; token = lexer.Read())
                tokens.Add(token);
        }
        catch (GraphQLSyntaxException)
        {
            return null;
        }

        var line = text.Substring(text.LastIndexOfAny(['\n', '\r']) + 1);
        return line.Contains('#') && (tokens.Count == 0 || IsInComment(text, tokens[tokens.Count - 1], line)) ? null : tokens;
    }

    private static bool IsInComment(string text, Token last, string line)
    {
        var lineNumber = text.Split('\n').Length;
        var from = last.Location.Line == lineNumber ? Math.Min(line.Length, last.Location.Column - 1 + last.Text.Length) : 0;
        return line.IndexOf('#', from) >= 0;
    }

    private static IEnumerable<string> FragmentNames(List<Token> tokens)
    {
        for (var index = 0; index + 2 < tokens.Count; index++)
        {
            if (tokens[index].Text == "fragment" && tokens[index + 1].Kind == TokenKind.Name && tokens[index + 2].Text == "on")
                yield return tokens[index + 1].Text;
        }
    }

    private void Take(Token token)
    {
        switch (Current.Kind)
        {
            case Kind.Top:
                TakeAtTop(token);
                break;
            case Kind.Variables:
                TakeVariable(token);
                break;
            case Kind.Selections:
                TakeSelection(token);
                break;
            default:
                TakeValue(token);
                break;
        }
    }

    private void TakeAtTop(Token token)
    {
        var frame = Current;
        switch (token)
        {
            case { Kind: TokenKind.BraceOpen }:
                Push(new Frame(Kind.Selections) { Type = frame.Keyword is null ? _schema.Query : frame.Type });
                (frame.Keyword, frame.Type) = (null, null);
                break;
            case { Kind: TokenKind.ParenthesisOpen } when frame.Directive is null:
                _variables.Clear();
                Push(new Frame(Kind.Variables));
                break;
            case { Kind: TokenKind.ParenthesisOpen }:
                Push(new Frame(Kind.Arguments) { Arguments = frame.Directive.Arguments });
                break;
            case { Kind: TokenKind.At }:
                frame.IsAfterAt = true;
                break;
            case { Kind: TokenKind.Name } when frame.IsAfterAt:
                (frame.IsAfterAt, frame.Directive) = (false, _schema.FindDirective(token.Text) ?? new SchemaDirective(token.Text, []));
                break;
            case { Kind: TokenKind.Name } when frame.Keyword is null:
                frame.Keyword = token.Text;
                frame.Directive = null;
                _variables.Clear();
                frame.Type = token.Text switch { "mutation" => _schema.Mutation, "subscription" => _schema.Subscription, "query" => _schema.Query, _ => null };
                break;
            case { Kind: TokenKind.Name, Text: "on" } when frame.Keyword == "fragment":
                frame.IsAfterOn = true;
                break;
            case { Kind: TokenKind.Name } when frame.IsAfterOn:
                (frame.IsAfterOn, frame.Type) = (false, _schema.Find(token.Text));
                break;
        }
    }

    private void TakeVariable(Token token)
    {
        var frame = Current;
        switch (token.Kind)
        {
            case TokenKind.ParenthesisClose:
                _frames.Pop();
                break;
            case TokenKind.Dollar:
                (frame.IsAfterDollar, frame.IsAtValue) = (true, false);
                break;
            case TokenKind.Name when frame.IsAfterDollar:
                _variables.Add((token.Text, ""));
                frame.IsAfterDollar = false;
                break;
            case TokenKind.Colon:
                frame.IsAtValue = true;
                break;
            case TokenKind.Name when frame.IsAtValue && _variables.Count > 0:
                _variables[_variables.Count - 1] = (_variables[_variables.Count - 1].Name, token.Text);
                frame.IsAtValue = false;
                break;
            case TokenKind.EqualsSign:
                break;
        }
    }

    private void TakeSelection(Token token)
    {
        var frame = Current;
        switch (token.Kind)
        {
            case TokenKind.BraceClose:
                Pop();
                break;
            case TokenKind.Spread:
                frame.Reset();
                frame.IsAfterSpread = true;
                break;
            case TokenKind.At:
                frame.IsAfterAt = true;
                break;
            case TokenKind.Name when frame.IsAfterAt:
                (frame.IsAfterAt, frame.Directive) = (false, _schema.FindDirective(token.Text) ?? new SchemaDirective(token.Text, []));
                break;
            case TokenKind.Name when frame.IsAfterSpread && token.Text == "on":
                (frame.IsAfterSpread, frame.IsAfterOn) = (false, true);
                break;
            case TokenKind.Name when frame.IsAfterOn:
                (frame.IsAfterOn, frame.Inline) = (false, _schema.Find(token.Text));
                break;
            case TokenKind.Name when frame.IsAfterSpread:
                frame.Reset();
                break;
            case TokenKind.Name:
                frame.Reset();
                frame.Field = frame.Type is null ? null : _schema.FindField(frame.Type, token.Text);
                break;
            case TokenKind.ParenthesisOpen:
                Push(new Frame(Kind.Arguments) { Arguments = frame.Directive?.Arguments ?? frame.Field?.Arguments ?? [] });
                break;
            case TokenKind.BraceOpen:
                Push(new Frame(Kind.Selections) { Type = frame.Inline ?? (frame.Field is null && frame.IsAfterSpread ? frame.Type : _schema.Find(frame.Field?.TypeReference)) });
                frame.Reset();
                break;
        }
    }

    private void TakeValue(Token token)
    {
        var frame = Current;
        switch (token.Kind)
        {
            case TokenKind.ParenthesisClose or TokenKind.BraceClose or TokenKind.BracketClose:
                Pop();
                if (_frames.Count > 0)
                    Current.EndValue();
                break;
            case TokenKind.Colon:
                frame.IsAtValue = true;
                break;
            case TokenKind.Name when frame is { IsAtValue: false, IsAfterDollar: false }:
                frame.Input = TypeOf(frame, token.Text);
                frame.Given.Add(token.Text);
                break;
            case TokenKind.Dollar:
                frame.IsAfterDollar = true;
                break;
            case TokenKind.BraceOpen:
                Push(new Frame(Kind.Object) { Type = _schema.Find(frame.Input) });
                break;
            case TokenKind.BracketOpen:
                Push(new Frame(Kind.List) { Input = InputPosition(frame.Input), IsAtValue = true });
                break;
            default:
                frame.EndValue();
                break;
        }

        static TypeReference? InputPosition(TypeReference? type) => (type is NonNullType nonNull ? nonNull.Type : type) is ListType list ? list.ItemType : type;
    }

    private static TypeReference? TypeOf(Frame frame, string name) => frame.Kind == Kind.Arguments
        ? frame.Arguments.FirstOrDefault(argument => argument.Name == name)?.TypeReference
        : frame.Type?.Field(name)?.TypeReference;

    private void Push(Frame frame) => _frames.Push(frame);

    private void Pop()
    {
        if (_frames.Count > 1)
            _frames.Pop();
    }

    private IEnumerable<DocumentCandidate> Candidates()
    {
        var frame = Current;
        if (frame.IsAfterAt)
            return _schema.Directives.Select(directive => new DocumentCandidate(directive.Name, $"@{directive.Name}({string.Join(", ", directive.Arguments)})"));
        if (frame.IsAfterOn)
            return TypesFor(frame.Type);
        if (frame.IsAfterDollar && frame.Kind != Kind.Variables)
            return _variables.Select(variable => new DocumentCandidate(variable.Name, $"${variable.Name}: {variable.Type}"));
        switch (frame.Kind)
        {
            case Kind.Top:
                return frame.Keyword is null ? s_definitions : frame.Type is null ? [] : [new DocumentCandidate("{ ", $"The fields of '{frame.Type}'.")];
            case Kind.Variables:
                return frame.IsAtValue ? _schema.TypeNames.Select(_schema.Find).OfType<SchemaType>().Where(type => type.IsInput && !type.Name.StartsWith("__", StringComparison.Ordinal)).Select(DocumentCandidate.Of) : [];
            case Kind.Selections:
                return frame.IsAfterSpread
                    ? _fragments.Select(name => new DocumentCandidate(name, $"The fragment '{name}'.")).Concat([new DocumentCandidate("on", "A fragment for one type.")])
                    : FieldsOf(frame.Type);
            default:
                return frame.IsAtValue ? ValuesOf(frame.Input) : NamesOf(frame);
        }
    }

    private static IEnumerable<DocumentCandidate> FieldsOf(SchemaType? type)
    {
        if (type is not { IsComposite: true })
            return [];
        IEnumerable<SchemaField> fields = type.TypeKind == TypeKind.Union ? [] : type.Fields;
        return fields.Select(DocumentCandidate.Of)
            .Concat([new DocumentCandidate("__typename", "__typename: String!")]);
    }

    private static IEnumerable<DocumentCandidate> NamesOf(Frame frame) => frame.Kind == Kind.Arguments
        ? frame.Arguments.Where(argument => !frame.Given.Contains(argument.Name))
            .Select(DocumentCandidate.Of)
        : (frame.Type is { TypeKind: TypeKind.InputObject } type ? type.Fields : []).Where(field => !frame.Given.Contains(field.Name))
            .Select(DocumentCandidate.Of);

    private IEnumerable<DocumentCandidate> ValuesOf(TypeReference? type)
    {
        var named = _schema.Find(type);
        if (named is { TypeKind: TypeKind.Enum })
            return named.EnumValues.Select(value => DocumentCandidate.Of(named, value));
        return named?.Name == "Boolean" ? s_booleans.Select(word => new DocumentCandidate(word, word)) : [];
    }

    private IEnumerable<DocumentCandidate> TypesFor(SchemaType? around) => _schema.TypeNames.Select(_schema.Find).OfType<SchemaType>()
        .Where(type => type.IsComposite && !type.Name.StartsWith("__", StringComparison.Ordinal) && (around is null || _schema.Overlap(type, around)))
        .Select(DocumentCandidate.Of);

    /// <summary>The state within one pair of braces, brackets or parentheses.</summary>
    private sealed class Frame(Kind kind)
    {
        public Kind Kind => kind;

        public SchemaType? Type { get; set; }

        public string? Keyword { get; set; }

        public SchemaField? Field { get; set; }

        public SchemaDirective? Directive { get; set; }

        public SchemaType? Inline { get; set; }

        public IReadOnlyList<SchemaArgument> Arguments { get; init; } = [];

        public HashSet<string> Given { get; } = new(StringComparer.Ordinal);

        public TypeReference? Input { get; set; }

        public bool IsAtValue { get; set; }

        public bool IsAfterSpread { get; set; }

        public bool IsAfterOn { get; set; }

        public bool IsAfterAt { get; set; }

        public bool IsAfterDollar { get; set; }

        public void Reset() => (Field, Directive, Inline, IsAfterSpread, IsAfterOn, IsAfterAt) = (null, null, null, false, false, false);

        /// <summary>Call this after a complete value. In a list the next value follows, elsewhere the next name.</summary>
        public void EndValue() => (IsAtValue, IsAfterDollar) = (Kind == Kind.List, false);
    }
}
