namespace RfaAuth.Core.Json;

/// <summary>
/// Remembers which names followed which, so that the names of an object like an earlier one are neither decoded nor compared with each
/// other again. Not thread safe: each reader has one to itself, and gives it back for the next.
/// </summary>
internal sealed class ShapeTable
{
    // An answer's own fields are few. Names that are data, as in a map by customer, are not worth remembering.
    private const int MostSteps = 4000;
    private const int MostNextSteps = 32;
    private const int MostNames = 256;
    private const int LongestName = 256;

    private static ShapeTable? s_idle;

    private int _count;

    public Step Start { get; } = new(null, "", null);

    public static ShapeTable Rent() => Interlocked.Exchange(ref s_idle, null) ?? new ShapeTable();

    /// <summary>Gives the table to the next reader. A full one is forgotten.</summary>
    public void Return()
    {
        if (_count < MostSteps)
            Volatile.Write(ref s_idle, this);
    }

    /// <returns>The step to a name that follows for the first time; null where it is not worth remembering.</returns>
    public Step? Add(Step step, string name)
    {
        if (_count == MostSteps || step.NextCount == MostNextSteps || step.Depth == MostNames || name.Length > LongestName)
            return null;
        _count++;
        return step.Add(name);
    }

    /// <summary>One name, after the names before it.</summary>
    internal sealed class Step
    {
        private readonly Step? _before;
        private readonly string _name;
        // As it stands in JSON without escapes, its closing quote included; null where it needs escapes.
        private readonly byte[]? _bytes;
        private Step? _firstNext;
        private Step? _sibling;
        private Step? _expected;
        private ObjectShape? _shape;

        public Step(Step? before, string name, byte[]? bytes)
        {
            _before = before;
            _name = name;
            _bytes = bytes;
            Depth = before is null ? 0 : before.Depth + 1;
        }

        /// <summary>How many names there are up to this one.</summary>
        public int Depth { get; }

        public int NextCount { get; private set; }

        /// <summary>The shape of an object that ends here.</summary>
        public ObjectShape Shape => _shape ??= new ObjectShape(Names());

        /// <summary>The step whose name stands in the text at <paramref name="at"/>, behind the opening quote; null where it is none that is known.</summary>
        /// <param name="text">The JSON.</param>
        /// <param name="at">Where the name begins; behind its closing quote afterwards.</param>
        /// <param name="end">Where the text ends.</param>
        public Step? Match(byte[] text, ref int at, int end)
        {
            if (_expected is { } expected && expected.IsAt(text, ref at, end))
                return expected;
            for (var next = _firstNext; next is not null; next = next._sibling)
            {
                if (next.IsAt(text, ref at, end))
                    return _expected = next;
            }

            return null;
        }

        public Step? Find(string name)
        {
            var next = _firstNext;
            while (next is not null && !string.Equals(next._name, name, StringComparison.Ordinal))
                next = next._sibling;
            return next;
        }

        /// <summary>The index of a name among those up to this one; -1 where it is none of them.</summary>
        public int IndexOf(string name)
        {
            var step = this;
            while (step._before is not null && !string.Equals(step._name, name, StringComparison.Ordinal))
                step = step._before;
            return step.Depth - 1;
        }

        public string[] Names()
        {
            var names = new string[Depth];
            for (var step = this; step._before is not null; step = step._before)
                names[step.Depth - 1] = step._name;
            return names;
        }

        public Step Add(string name)
        {
            var next = new Step(this, name, Bytes(name)) { _sibling = _firstNext };
            NextCount++;
            _firstNext = next;
            return _expected = next;
        }

        private bool IsAt(byte[] text, ref int at, int end)
        {
            var bytes = _bytes;
            if (bytes is null || bytes.Length > end - at)
                return false;
            for (var i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] != text[at + i])
                    return false;
            }

            at += bytes.Length;
            return true;
        }

        // A replacement character stands for bytes that are no UTF-8 as well.
        private static byte[]? Bytes(string name)
        {
            foreach (var c in name)
            {
                if (c is < ' ' or '"' or '\\' or '\uFFFD')
                    return null;
            }

            return Encoding.UTF8.GetBytes(name + "\"");
        }
    }
}

/// <summary>The names of an object that is not worth remembering, or too large for it.</summary>
internal sealed class NameList
{
    // Up to here a look at each is quicker than a dictionary.
    private const int FewNames = 16;

    private readonly List<string> _names;
    private Dictionary<string, int>? _index;

    public NameList(string[] names) => _names = [.. names];

    public ObjectShape Shape => new([.. _names]);

    public void Add(string name)
    {
        _index?.Add(name, _names.Count);
        _names.Add(name);
    }

    /// <summary>The index of a name; -1 where it is not there.</summary>
    public int IndexOf(string name)
    {
        if (_names.Count <= FewNames)
            return _names.IndexOf(name);
        if (_index is null)
        {
            _index = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < _names.Count; i++)
                _index.Add(_names[i], i);
        }

        return _index.TryGetValue(name, out var at) ? at : -1;
    }
}
