using System;
using System.Collections.Generic;
using System.IO;
using Newtonsoft.Json;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Json;

/// <summary>
/// Reads JSON (RFC 8259) value by value into a caller's <see cref="IValueFactory"/>. The library underneath forgives what JSON does
/// not allow (comments, single quotes, unquoted names, NaN); here that is InvalidJson. Text stays text, whatever it looks like, and
/// numbers are read from their own text by <see cref="JsonNumber"/>.
/// </summary>
internal sealed class StrictJsonReader : IDisposable
{
    /// <summary>How deep values may nest.</summary>
    public const int MaximumDepth = 256;

    // Above this a linear look for a repeated name costs more than a set.
    private const int FewMembers = 16;

    private readonly JsonTextReader _reader;
    private readonly bool _allowRepeatedNames;
    private int _depth;

    /// <param name="text">The JSON text; disposed with the reader.</param>
    /// <param name="allowRepeatedNames">Whether an object may have a name twice; the last one stands then, as with most readers (RFC 8259, section 4).</param>
    public StrictJsonReader(TextReader text, bool allowRepeatedNames = true)
    {
        _allowRepeatedNames = allowRepeatedNames;
        _reader = new JsonTextReader(new NumberQuotingReader(text))
        {
            DateParseHandling = DateParseHandling.None,
            MaxDepth = null, // Counted here, so that the error is ours.
            PropertyNameTable = new DefaultJsonNameTable(),
            CloseInput = true,
        };
    }

    public bool IsAtObject => _reader.TokenType == JsonToken.StartObject;

    /// <summary>The name of the member at which the reader stands.</summary>
    public string Name => (string)_reader.Value!;

    /// <summary>Moves to the first token.</summary>
    public void Start() => Next();

    /// <summary>Moves to the name of the object's next member; false at the object's end.</summary>
    public bool NextMember()
    {
        Next();
        return _reader.TokenType == JsonToken.PropertyName;
    }

    /// <summary>Moves to the list's next item; false at the list's end.</summary>
    public bool NextItem()
    {
        Next();
        return _reader.TokenType != JsonToken.EndArray;
    }

    /// <summary>Moves from a member's name to its value.</summary>
    public void MoveToValue() => Next();

    /// <summary>Fails unless nothing but white space follows.</summary>
    public void End()
    {
        if (Guard(_reader.Read))
            throw Invalid("there is more after the JSON value");
    }

    /// <summary>Reads the value at which the reader stands, to its last token.</summary>
    public object? ReadValue(IValueFactory values)
    {
        switch (_reader.TokenType)
        {
            case JsonToken.StartObject:
                return ReadObject(values);
            case JsonToken.StartArray:
                return ReadList(values);
            case JsonToken.String when _reader.QuoteChar == NumberQuotingReader.Quote:
                return JsonNumber.Parse((string)_reader.Value!) ?? throw Invalid("a number is malformed or too large");
            case JsonToken.Boolean or JsonToken.String:
                return _reader.Value;
            case JsonToken.Null:
                return null;
            default:
                throw Invalid("a value was expected");
        }
    }

    public object ReadObject(IValueFactory values) => values.CreateObject(ReadMembers(values));

    /// <summary>Reads the members of the object at which the reader stands, names unique, in the text's order.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> ReadMembers(IValueFactory values)
    {
        Enter();
        var members = new List<KeyValuePair<string, object?>>();
        Dictionary<string, int>? index = null;
        while (NextMember())
        {
            var name = Name;
            MoveToValue();
            var member = new KeyValuePair<string, object?>(name, ReadValue(values));
            var at = IndexOf(members, name, ref index);
            if (at < 0)
                members.Add(member);
            else
                members[at] = _allowRepeatedNames ? member : throw Invalid("an object has a name twice");
        }

        _depth--;
        return members;
    }

    public void Dispose() => ((IDisposable)_reader).Dispose();

    private object ReadList(IValueFactory values)
    {
        Enter();
        var items = new List<object?>();
        while (NextItem())
            items.Add(ReadValue(values));
        _depth--;
        return values.CreateList(items);
    }

    private void Enter()
    {
        if (++_depth > MaximumDepth)
            throw new RfaException(ErrorCodes.TooDeep, $"The JSON nests deeper than {MaximumDepth} levels.");
    }

    private static int IndexOf(List<KeyValuePair<string, object?>> members, string name, ref Dictionary<string, int>? index)
    {
        if (members.Count < FewMembers)
            return members.FindIndex(m => string.Equals(m.Key, name, StringComparison.Ordinal));
        if (index is null)
        {
            index = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < members.Count; i++)
                index[members[i].Key] = i;
        }

        if (index.TryGetValue(name, out var at))
            return at;
        index[name] = members.Count;
        return -1;
    }

    private void Next()
    {
        if (!Guard(_reader.Read))
            throw Invalid("it ends too early");
        if (_reader.TokenType is JsonToken.Comment or JsonToken.Undefined or JsonToken.StartConstructor
            || (_reader.TokenType == JsonToken.PropertyName && _reader.QuoteChar != '"'))
            throw Invalid("it holds what only JavaScript allows");
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonReaderException)
        {
            // The library's message may quote the text; ours must not.
            throw Invalid("it is broken or ends too early");
        }
    }

    private RfaException Invalid(string reason) => new(
        ErrorCodes.InvalidJson,
        $"The text is not valid JSON: {reason} (line {Math.Max(1, _reader.LineNumber)}).");
}
