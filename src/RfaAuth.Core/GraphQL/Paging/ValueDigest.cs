using System.Security.Cryptography;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Sixteen bytes that identify a value: the same for equal values, and in practice different for all others.</summary>
internal readonly record struct Digest(long Low, long High)
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xC2B2AE3D27D4EB4F;

    /// <summary>The digest of bytes. It is fast, but not secure against somebody who searches for two inputs with the same digest.</summary>
    public static Digest OfBytes(ArraySegment<byte> text)
    {
        var (array, at, end) = (text.Array!, text.Offset, text.Offset + text.Count);
        var (low, high) = ((ulong)text.Count * Second, First);
        unchecked
        {
            for (; at + 8 <= end; at += 8)
                Mix(BitConverter.ToUInt64(array, at));
            for (; at < end; at++)
                Mix(array[at]);
        }

        return new Digest((long)low, (long)high);

        void Mix(ulong word)
        {
            low = (low ^ word) * First;
            low ^= low >> 32;
            high = (((high + word) << 29) | ((high + word) >> 35)) * Second;
        }
    }
}

/// <summary>Makes digests of the values of an answer. Not thread safe.</summary>
internal sealed class ValueDigest : IDisposable
{
    private readonly SHA256 _hash = SHA256.Create();
    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;
    private byte[] _block = new byte[256];

    public ValueDigest() => _writer = new BinaryWriter(_bytes, Encoding.Unicode);

    /// <param name="value">The value.</param>
    /// <param name="values">What made it.</param>
    public Digest Of(object? value, IValueFactory values)
    {
        _bytes.SetLength(0);
        Write(value, values);
        return OfBytes();
    }

    public Digest Of(IEnumerable<Digest> digests)
    {
        _bytes.SetLength(0);
        foreach (var digest in digests)
        {
            _writer.Write(digest.Low);
            _writer.Write(digest.High);
        }

        return OfBytes();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _hash.Dispose();
    }

    private Digest OfBytes()
    {
        _writer.Flush();
        var hash = _hash.ComputeHash(_bytes.GetBuffer(), 0, (int)_bytes.Length);
        return new Digest(BitConverter.ToInt64(hash, 0), BitConverter.ToInt64(hash, 8));
    }

    // Each kind of value begins with its own letter, and a value of variable length has its length. So different values are written differently.
    private void Write(object? value, IValueFactory values)
    {
        if (value is null)
        {
            _writer.Write('0');
        }
        else if (value is string text)
        {
            _writer.Write('s');
            WriteText(text);
        }
        else if (values.ItemsOf(value) is { } items)
        {
            _writer.Write('l');
            _writer.Write(items.Length);
            foreach (var item in items)
                Write(item, values);
        }
        else if (values.MembersOf(value)?.ToList() is { } members)
        {
            _writer.Write('o');
            _writer.Write(members.Count);
            foreach (var member in members)
            {
                WriteText(member.Key);
                Write(member.Value, values);
            }
        }
        else
        {
            _writer.Write('v');
            WriteText(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }
    }

    // Write the UTF-16 bytes, because an encoder would replace all halves of surrogate pairs by the same character.
    private void WriteText(string text)
    {
        _writer.Write(text.Length);
        var size = text.Length * sizeof(char);
        if (_block.Length < size)
            _block = new byte[size];
        for (var i = 0; i < text.Length; i++)
        {
            _block[2 * i] = (byte)text[i];
            _block[(2 * i) + 1] = (byte)(text[i] >> 8);
        }

        _writer.Write(_block, 0, size);
    }
}
