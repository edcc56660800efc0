using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Output;

/// <summary>
/// PSCustomObject and object[]. An object whose names a PSCustomObject cannot hold (an empty name, two that differ by case
/// alone, PowerShell's own as <c>psbase</c>) becomes an ordered dictionary, so that nothing is lost.
/// One per call: it is not thread safe.
/// </summary>
internal sealed class PSObjectFactory : IValueFactory
{
    // Member access on any object answers these itself, whatever properties it has.
    private static readonly HashSet<string> s_reserved =
        new(["psbase", "psadapted", "psextended", "psobject", "pstypenames"], StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public object CreateObject(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        if (!FitsPSCustomObject(members))
            return HashtableFactory.Instance.CreateObject(members);

        var result = new PSObject();
        var properties = result.Properties;
        // By index and prevalidated: the names were checked just now, and this is the hot path.
        for (var i = 0; i < members.Count; i++)
            properties.Add(new PSNoteProperty(members[i].Key, members[i].Value), preValidated: true);
        return result;
    }

    public object CreateList(IReadOnlyList<object?> items) => items.ToArray();

    private bool FitsPSCustomObject(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        _names.Clear();
        for (var i = 0; i < members.Count; i++)
        {
            var name = members[i].Key;
            if (name.Length == 0 || s_reserved.Contains(name) || !_names.Add(name))
                return false;
        }
        return true;
    }
}
