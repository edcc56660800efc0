using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

// The name that users see, as with RfaSession.
namespace RfaAuth;

/// <summary>
/// An object of an answer under <c>-AsRecord</c>. For each selection of names there is one type, made at run time, whose properties are the
/// names in the answer's order: an object takes no more than its values.
/// </summary>
public abstract class Record : ICloneable
{
    // What a script puts into a record may lead back to it.
    private const int MostLevelsOfText = 16;

    [ThreadStatic]
    private static int s_levelOfText;

    /// <summary>For the types that are made at run time.</summary>
    protected Record()
    {
    }

    /// <summary>The text that a PSCustomObject has, with nested records in it.</summary>
    public override string ToString()
    {
        if (s_levelOfText == MostLevelsOfText)
            return "...";
        s_levelOfText++;
        try
        {
            return "@{" + string.Join("; ", PSObject.AsPSObject(this).Properties.Select(property => $"{property.Name}={Text(property.Value)}")) + "}";
        }
        finally
        {
            s_levelOfText--;
        }
    }

    // PSObject.Copy() asks for it; without it the copy would be the record itself.
    object ICloneable.Clone() => MemberwiseClone();

    /// <summary>
    /// The value of a property as PowerShell expects it: an object of an answer is a PSObject, so that <c>-is [pscustomobject]</c> says so. That
    /// costs memory for each object, so it is done for those that are looked at, when they are.
    /// </summary>
    protected static object? Read(ref object? field) => field is Record or RecordList ? field = Shown(field) : field;

    /// <summary>The same for a value that is in no record.</summary>
    internal static object? Shown(object? value) => value switch
    {
        Record record => PSObject.AsPSObject(record),
        RecordList list => list.Shown(),
        _ => value,
    };

    private static string Text(object? value)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        return (plain is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value?.ToString()) ?? "";
    }
}

/// <summary>A list with records in it that nobody has looked at yet.</summary>
internal sealed class RecordList(object?[] items)
{
    private bool _isShown;

    /// <summary>The items as they are.</summary>
    public object?[] Items => items;

    public object?[] Shown()
    {
        // Two that look at once do the same twice.
        for (var i = 0; !_isShown && i < items.Length; i++)
            items[i] = Record.Shown(items[i]);
        _isShown = true;
        return items;
    }
}
