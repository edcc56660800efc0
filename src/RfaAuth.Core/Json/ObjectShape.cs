namespace RfaAuth.Core.Json;

/// <summary>
/// The names of an object's members, in the order of the answer. They are unique (ordinal). A name may be empty, or differ from another one only
/// by case. Objects with the same names in the same order share a shape, unless there are too many shapes to remember.
/// </summary>
internal sealed class ObjectShape
{
    private readonly string[] _names;

    /// <param name="names">The names. The array must not be changed any more.</param>
    internal ObjectShape(string[] names) => _names = names;

    public IReadOnlyList<string> Names => _names;

    public int Count => _names.Length;

    /// <summary>The name of a member, by its index.</summary>
    public string this[int index] => _names[index];

    /// <summary>A note of an <see cref="IValueFactory"/> about the shape, so that it checks a shape once and not for each object; null if none.</summary>
    public object? Note { get; set; }
}

/// <summary>
/// Remembers sequences of names. The names of an object that is like an earlier one are not decoded and compared again. Not thread safe: a reader
/// has a table for itself, and returns it for the next reader.
/// </summary>
internal sealed class ShapeTable
{
    // An answer has few field names. Names that are data, as in a map by customer, are not worth remembering.
    private const int MostSteps = 4000;
    private const int MostNextSteps = 32;
    private const int MostNames = 256;
    private const int LongestName = 256;

    private static ShapeTable? s_idle;

    private int _count;

    public Step Start { get; } = new(null, "", null);

    public static ShapeTable Rent() => Interlocked.Exchange(ref s_idle, null) ?? new ShapeTable();

    /// <summary>Returns the table for the next reader. A full table is dropped.</summary>
    public void Return()
    {
        if (_count < MostSteps)
            Volatile.Write(ref s_idle, this);
    }

    /// <returns>The step to a name that is new at this place; null if the name is not remembered.</returns>
    public Step? Add(Step step, string name)
    {
        if (_count == MostSteps || step.NextCount == MostNextSteps || step.Depth == MostNames || name.Length > LongestName)
            return null;
        _count++;
        return step.Add(name);
    }

    /// <summary>A name, with the names before it.</summary>
    internal sealed class Step
    {
        private readonly Step? _before;
        private readonly string _name;
        // The name in JSON with its closing quote; null if JSON must escape the name.
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

        /// <summary>The number of names, this one included.</summary>
        public int Depth { get; }

        public int NextCount { get; private set; }

        /// <summary>The shape of an object whose last name is this one.</summary>
        public ObjectShape Shape => _shape ??= new ObjectShape(Names());

        /// <summary>The known step whose name stands in the text at <paramref name="at"/>, after the opening quote; null if there is none.</summary>
        /// <param name="text">The JSON.</param>
        /// <param name="at">The beginning of the name; after the call, the place after its closing quote.</param>
        /// <param name="end">The end of the text.</param>
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

        /// <summary>The index of a name among the names up to this one; -1 if it is not there.</summary>
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

        // The decoder also writes a replacement character for bytes that are no UTF-8.
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

/// <summary>The names of an object that is not remembered, or is too large for it.</summary>
internal sealed class NameList
{
    // Up to this number a loop is faster than a dictionary.
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

    /// <summary>The index of a name; -1 if it is not there.</summary>
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
