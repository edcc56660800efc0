using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Newtonsoft.Json;
using RfaAuth.Core.Errors;
using RfaAuth.Core.Exports;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;

namespace RfaAuth.Core.Json;

/// <summary>The text of the record beside a file that is not complete: a JSON object with a version.</summary>
internal static class ExportRecordText
{
    private const string Format = "RfaAuth export 1";

    public static string Write(ExportRecord record)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var json = new JsonTextWriter(text) { Formatting = Formatting.Indented };
        json.WriteStartObject();
        Member("format", Format);
        Member("bytes", record.Bytes);
        Member("items", record.Items);
        Member("pages", record.Pages);
        Member("appended", record.Appended);
        if (record.State is { } state)
        {
            json.WritePropertyName("position");
            json.WriteStartObject();
            Member("start", state.Start);
            Member("given", state.Given);
            Member("before", state.Before);
            Member("size", state.Size);
            Member("lowerings", state.Lowerings);
            Member("drop", state.Drop);
            Member("left", state.Left);
            Member("firstCount", state.FirstCount);
            Member("pageLow", state.LastPage?.Low);
            Member("pageHigh", state.LastPage?.High);
            json.WriteEndObject();
        }

        if (record.Lists is { } lists)
        {
            json.WritePropertyName("listColumns");
            json.WriteStartArray();
            foreach (var list in lists)
                json.WriteValue(list);
            json.WriteEndArray();
        }

        Member("salt", record.Fingerprint.Salt);
        json.WritePropertyName("sha256");
        json.WriteStartObject();
        foreach (var hash in record.Fingerprint.Hashes)
            Member(hash.Key, hash.Value);
        json.WriteEndObject();
        json.WriteEndObject();
        return text.ToString();

        void Member(string name, object? value)
        {
            json.WritePropertyName(name);
            if (value is null or string)
                json.WriteValue((string?)value);
            else
                json.WriteRawValue(value is double number ? number.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    /// <returns>The record; null where the text is something else, or damaged.</returns>
    public static ExportRecord? Read(string text)
    {
        try
        {
            return Read(JsonText.ParseObject(text));
        }
        catch (RfaException)
        {
            return null;
        }
    }

    private static ExportRecord? Read(IReadOnlyDictionary<string, object?> members)
    {
        if (PlainValue.Member(members, "format") as string != Format || PlainValue.Member(members, "salt") is not string salt
            || PlainValue.Member(members, "sha256") is not IReadOnlyDictionary<string, object?> hashes
            || Number(members, "bytes") is not { } bytes || Number(members, "items") is not { } items || Number(members, "pages") is not { } pages)
        {
            return null;
        }

        var position = PlainValue.Member(members, "position");
        var state = State(position);
        if (position is not null && state is null)
            return null;
        return new ExportRecord(new Fingerprint(salt, hashes.ToDictionary(hash => hash.Key, hash => hash.Value as string ?? "")), bytes, items, pages)
        {
            State = state,
            Appended = Number(members, "appended"),
            Lists = (PlainValue.Member(members, "listColumns") as object?[])?.OfType<string>().ToList(),
        };
    }

    private static PagerState? State(object? position) =>
        Number(position, "given") is { } given && Number(position, "lowerings") is { } lowerings && Number(position, "drop") is { } drop && Number(position, "firstCount") is { } firstCount
            ? new PagerState(PlainValue.Member(position, "start"), given)
            {
                Before = Number(position, "before"),
                Size = (int?)Number(position, "size"),
                Lowerings = (int)lowerings,
                Drop = (ulong)drop,
                Left = (ulong?)Number(position, "left"),
                FirstCount = (int)firstCount,
                LastPage = PlainValue.Member(position, "pageLow") is long low && PlainValue.Member(position, "pageHigh") is long high ? new Digest(low, high) : null,
            }
            : null;

    private static long? Number(object? members, string name) => PlainValue.Member(members, name) is long number and >= 0 ? number : null;
}
