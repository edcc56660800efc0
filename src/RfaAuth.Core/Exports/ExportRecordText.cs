using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.Exports;

/// <summary>The text of the record beside a file that is not complete: a JSON object with a version.</summary>
internal static class ExportRecordText
{
    private const string Format = "RfaAuth export 1";

    public static string Write(ExportRecord record)
    {
        var members = new Dictionary<string, object?>
        {
            ["format"] = Format,
            ["bytes"] = record.Bytes,
            ["items"] = record.Items,
            ["pages"] = record.Pages,
            ["appended"] = record.Appended,
        };
        if (record.State is { } state)
        {
            members.Add("position", new Dictionary<string, object?>
            {
                ["start"] = state.Start,
                ["given"] = state.Given,
                ["before"] = state.Before,
                ["size"] = state.Size,
                ["lowerings"] = state.Lowerings,
                ["drop"] = state.Drop,
                ["left"] = state.Left,
                ["firstCount"] = state.FirstCount,
                ["pageLow"] = state.LastPage?.Low,
                ["pageHigh"] = state.LastPage?.High,
            });
        }

        if (record.Lists is { } lists)
            members.Add("listColumns", lists);
        members.Add("salt", record.Fingerprint.Salt);
        members.Add("sha256", record.Fingerprint.Hashes.ToDictionary(hash => hash.Key, hash => (object?)hash.Value));
        return JsonText.Write(members);
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
