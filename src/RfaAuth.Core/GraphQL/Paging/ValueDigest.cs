using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Sixteen bytes that stand for a value: equal for equal ones, and for no others that anybody will meet.</summary>
internal readonly record struct Digest(long Low, long High);

/// <summary>Makes digests of plain values. Not thread safe.</summary>
internal sealed class ValueDigest : IDisposable
{
    private readonly SHA256 _hash = SHA256.Create();
    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public ValueDigest() => _writer = new BinaryWriter(_bytes, Encoding.Unicode);

    public Digest Of(object? value)
    {
        _bytes.SetLength(0);
        Write(value);
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

    // Each kind begins with a letter of its own, and what varies in length with its length: no two values write the same.
    private void Write(object? value)
    {
        switch (value)
        {
            case null:
                _writer.Write('0');
                break;
            case IReadOnlyDictionary<string, object?> members:
                _writer.Write('o');
                _writer.Write(members.Count);
                foreach (var member in members)
                {
                    WriteText(member.Key);
                    Write(member.Value);
                }

                break;
            case object?[] items:
                _writer.Write('l');
                _writer.Write(items.Length);
                foreach (var item in items)
                    Write(item);
                break;
            case string text:
                _writer.Write('s');
                WriteText(text);
                break;
            default:
                _writer.Write('v');
                WriteText(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }

    // As bytes of its own: a writer's encoding would make one of all halves of surrogate pairs.
    private void WriteText(string text)
    {
        _writer.Write(text.Length);
        foreach (var c in text)
            _writer.Write((ushort)c);
    }
}
