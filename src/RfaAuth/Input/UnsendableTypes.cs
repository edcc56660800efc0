using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Xml;

namespace RfaAuth.Input;

/// <summary>Recognises objects that have properties but are no data.</summary>
internal static class UnsendableTypes
{
    /// <returns>The reason why the value is not sent; null if it may be sent.</returns>
    public static string? Reason(object value) => value switch
    {
        ScriptBlock => "it is a script block; run it first",
        Type => "it is a type",
        Delegate => "it is a delegate",
        Task => "it is a task; wait for its result",
        Stream or TextReader or TextWriter => "it is a stream; read it first",
        RfaSession => "it is a session",
        Runspace or RunspacePool or PSHost or PowerShell or Job or Cmdlet or CommandInfo or PSModuleInfo or EngineIntrinsics =>
            "it is part of PowerShell itself",
        Thread or WaitHandle or IntPtr or UIntPtr => "it is a handle of the process",
        Exception or ErrorRecord => "it is an error; send its message",
        XmlNode => "it is XML; send its text or its parts",
        FileSystemInfo => $"it was given a {value.GetType().Name}; send its FullName, or its text from Get-Content -Raw",
        _ when IsOfDataSet(value.GetType()) => $"it was given a {value.GetType().Name}; send its columns, as objects from Select-Object",
        _ when value.GetType().Namespace is "Newtonsoft.Json.Linq" or "System.Text.Json" or "System.Text.Json.Nodes" =>
            "it is a tree of a JSON library; send the JSON text, or objects from ConvertFrom-Json",
        _ => null,
    };

    // Compared by name, because nothing else here needs the assembly of these types.
    private static bool IsOfDataSet(Type type) => type.FullName is "System.Data.DataRow" or "System.Data.DataRowView" or "System.Data.DataTable" or "System.Data.DataSet"
        || (type.BaseType is { } parent && IsOfDataSet(parent));
}
