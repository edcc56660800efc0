#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    # Values of types that PowerShell 7's .NET has and Windows PowerShell's has not.
    $newValues = if ($PSVersionTable.PSEdition -eq 'Core') {
        @{ Name = 'a DateOnly'; Make = { [DateOnly]::new(2025, 2, 3) }; Json = '"2025-02-03"' }
        @{ Name = 'a TimeOnly'; Make = { [TimeOnly]::new(4, 5, 6) }; Json = '"04:05:06.0000000"' }
        @{ Name = 'an Int128'; Make = { [Int128]::MaxValue }; Json = '170141183460469231731687303715884105727' }
        @{ Name = 'a Half'; Make = { [Half] 0.5 }; Json = '0.5' }
        @{ Name = 'a semantic version'; Make = { [semver] '1.2.3-rc.1' }; Json = '"1.2.3-rc.1"' }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0

    # What is sent for the variables given, as JSON text.
    function Send-Variable {
        param($Variables)
        $null = Invoke-RfaGraphQL 'query($v: Any) { ping(v: $v) }' -Variables $Variables
        Get-SentVariable $server
    }

    class Address { [string] $Street; [int] $Number }
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'Invoke-RfaGraphQL -Variables' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'takes <Kind>' -ForEach @(
        @{ Kind = 'a hashtable'; Make = { @{ v = 1 } } }
        @{ Kind = 'an ordered dictionary'; Make = { [ordered]@{ v = 1 } } }
        @{ Kind = 'a generic dictionary'; Make = { $d = [System.Collections.Generic.Dictionary[string, int]]::new(); $d['v'] = 1; $d } }
        @{ Kind = 'a custom object'; Make = { [pscustomobject]@{ v = 1 } } }
        @{ Kind = 'JSON text'; Make = { '{ "v": 1 }' } }
        @{ Kind = 'a wrapped hashtable'; Make = { [psobject]@{ v = 1 } } }
        @{ Kind = 'the result of ConvertFrom-Json'; Make = { '{"v":1}' | ConvertFrom-Json } }
    ) {
        Send-Variable (& $Make) | Should -BeExactly '{"v":1}'
    }

    It 'has the second position' {
        $null = Invoke-RfaGraphQL 'query($v: Int) { ping(v: $v) }' @{ v = 2 }
        Get-SentVariable $server | Should -BeExactly '{"v":2}'
    }

    It 'sends no variables if there are none' {
        $null = Invoke-RfaGraphQL '{ ping }' -Variables $null
        (Get-ScriptedRequest $server -Calls).Text | Should -Not -Match 'variables'
    }

    It 'sends <Name> as <Json>' -ForEach ($newValues + @(
        @{ Name = 'text'; Make = { "a`"\`n$([char]0xA3)" }; Json = "`"a\`"\\\n$([char]0xA3)`"" }
        @{ Name = 'a number'; Make = { 5 }; Json = '5' }
        @{ Name = 'a long'; Make = { [long]::MaxValue }; Json = '9223372036854775807' }
        @{ Name = 'a BigInteger'; Make = { [bigint]::Parse('123456789012345678901234567890') }; Json = '123456789012345678901234567890' }
        @{ Name = 'a decimal'; Make = { 12345678901234567.89d }; Json = '12345678901234567.89' }
        @{ Name = 'a double'; Make = { 0.1 }; Json = '0.1' }
        @{ Name = 'a boolean'; Make = { $true }; Json = 'true' }
        @{ Name = 'a switch'; Make = { [switch]$true }; Json = 'true' }
        @{ Name = 'null'; Make = { $null }; Json = 'null' }
        @{ Name = 'DBNull'; Make = { [DBNull]::Value }; Json = 'null' }
        @{ Name = 'NullString'; Make = { [NullString]::Value }; Json = 'null' }
        @{ Name = 'an enum'; Make = { [System.DayOfWeek]::Friday }; Json = '"Friday"' }
        @{ Name = 'a GUID'; Make = { [guid]'5b0f3f5e-6f5c-4d0e-9a1f-2c8a7b3e9d41' }; Json = '"5b0f3f5e-6f5c-4d0e-9a1f-2c8a7b3e9d41"' }
        @{ Name = 'a UTC date'; Make = { [datetime]::new(2025, 2, 3, 4, 5, 6, [DateTimeKind]::Utc) }; Json = '"2025-02-03T04:05:06.0000000Z"' }
        @{ Name = 'a date without zone'; Make = { [datetime]::new(2025, 2, 3) }; Json = '"2025-02-03T00:00:00.0000000"' }
        @{ Name = 'a local date'; Make = { [datetime]::new(2025, 2, 3, 4, 5, 6, [DateTimeKind]::Local) }; Json = '"2025-02-03T04:05:06.0000000' + [datetime]::new(2025, 2, 3, 4, 5, 6, [DateTimeKind]::Local).ToString('zzz') + '"' }
        @{ Name = 'a date with offset'; Make = { [datetimeoffset]::new(2025, 2, 3, 4, 5, 6, [timespan]::FromHours(2)) }; Json = '"2025-02-03T04:05:06.0000000+02:00"' }
        @{ Name = 'the result of Get-Date'; Make = { Get-Date -Date ([datetime]::new(2025, 2, 3)) }; Json = '"2025-02-03T00:00:00.0000000"' }
        @{ Name = 'a time span'; Make = { [timespan]::FromMinutes(90) }; Json = '"PT1H30M"' }
        @{ Name = 'bytes'; Make = { , [byte[]](1, 2, 3) }; Json = '"AQID"' }
        @{ Name = 'an address'; Make = { [uri]'https://example.com/a?b=c' }; Json = '"https://example.com/a?b=c"' }
        @{ Name = 'an expando object'; Make = { $e = [System.Dynamic.ExpandoObject]::new(); ([System.Collections.Generic.IDictionary[string, object]] $e).Add('a', 1); , $e }; Json = '{"a":1}' }
        @{ Name = 'a SecureString'; Make = { ConvertTo-Secret 'p"w' }; Json = '"p\"w"' }
        @{ Name = 'a PSCredential'; Make = { New-Credential 'user' 'p"w' }; Json = '{"userName":"user","password":"p\"w"}' }
        @{ Name = 'a PSCredential in an object'; Make = { @{ login = New-Credential 'user' 'pw' } }; Json = '{"login":{"userName":"user","password":"pw"}}' }
        @{ Name = 'a version'; Make = { [version]'1.2.3' }; Json = '"1.2.3"' }
        @{ Name = 'a character'; Make = { [char]'x' }; Json = '"x"' }
        @{ Name = 'a list of one'; Make = { , @('one') }; Json = '["one"]' }
        @{ Name = 'an empty list'; Make = { , @() }; Json = '[]' }
        @{ Name = 'a list in a list'; Make = { , @(, @(1)) }; Json = '[[1]]' }
        @{ Name = 'a generic list'; Make = { , [System.Collections.Generic.List[int]]@(1, 2) }; Json = '[1,2]' }
        @{ Name = 'an object in a list'; Make = { , @([pscustomobject]@{ a = 1 }) }; Json = '[{"a":1}]' }
        @{ Name = 'text with a note property'; Make = { 'x' | Add-Member extra 1 -PassThru }; Json = '"x"' }
        @{ Name = 'a class instance'; Make = { [Address]@{ Street = 'S'; Number = 3 } }; Json = '{"Street":"S","Number":3}' }
        @{ Name = 'a script property'; Make = { [pscustomobject]@{ a = 1 } | Add-Member ScriptProperty b { $this.a + 1 } -PassThru }; Json = '{"a":1,"b":2}' }
        @{ Name = 'an ordered dictionary'; Make = { [ordered]@{ z = 1; a = 2 } }; Json = '{"z":1,"a":2}' }
    )) {
        $value = & $Make
        Send-Variable @{ v = $value } | Should -BeExactly ('{"v":' + $Json + '}')
    }

    It 'passes JSON text on unchanged: dates, big numbers, names that differ by case' {
        $json = '{"v":{"date":"2025-02-03T00:00:00Z","big":123456789012345678901234567890,"exact":0.10,"a":{"a":1,"A":2}}}'
        Send-Variable $json | Should -BeExactly $json
    }

    It 'sends an object of 256 levels' {
        $value = 1
        1..254 | ForEach-Object { $value = @{ a = $value } }
        Send-Variable @{ v = $value } | Should -Match '^(\{"[av]":){255}1\}{255}$'
    }

    It 'refuses <Why>, and names the place' -ForEach @(
        @{ Why = 'a script block'; Make = { @{ a = @{ b = @(1, { 'hunter2' }) } } }; Place = 'a.b[1]' }
        @{ Why = 'a type'; Make = { @{ t = [int] } }; Place = 't' }
        @{ Why = 'a task'; Make = { @{ t = [System.Threading.Tasks.Task]::CompletedTask } }; Place = 't' }
        @{ Why = 'a stream'; Make = { @{ s = [System.IO.MemoryStream]::new() } }; Place = 's' }
        @{ Why = 'a session'; Make = { @{ s = Get-RfaSession } }; Place = 's' }
        @{ Why = 'a dictionary in itself'; Make = { $h = @{}; $h.deep = @{ h = $h }; $h }; Place = 'deep.h' }
        @{ Why = 'a list in itself'; Make = { $l = [System.Collections.ArrayList]::new(); $null = $l.Add($l); @{ l = $l } }; Place = 'l[0]' }
        @{ Why = 'a property that cannot be read'; Make = { [pscustomobject]@{ x = 1 } | Add-Member ScriptProperty bad { throw 'hunter2' } -PassThru }; Place = 'bad' }
        @{ Why = 'NaN'; Make = { @{ n = [double]::NaN } }; Place = '$n' }
        @{ Why = 'half a surrogate pair'; Make = { @{ t = [string][char]0xD800 } }; Place = '$t' }
    ) {
        $query = 'query($n: Any, $t: Any) { ping(n: $n, t: $t) }'
        $record = Get-ThrownError { Invoke-RfaGraphQL $query -Variables (& $Make) }
        $record | Get-ErrorCode | Should -Be 'InvalidVariables'
        "$record" | Should -Match ([regex]::Escape($Place))
        "$record" | Should -Not -Match 'hunter2'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
    }

    It 'refuses keys that <Why>' -ForEach @(
        @{ Why = 'are no text'; Make = { @{ 5 = 1 } }; Key = '5' }
        @{ Why = 'differ by case alone'; Make = { $h = [hashtable]::new([StringComparer]::Ordinal); $h['size'] = 1; $h['Size'] = 2; $h }; Key = 'size' }
    ) {
        $record = Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -Variables (& $Make) }
        $record | Get-ErrorCode | Should -Be 'InvalidVariables'
        "$record" | Should -Match $Key
    }

    It 'refuses more than 256 levels' {
        $value = 1
        1..257 | ForEach-Object { $value = @{ a = $value } }
        Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -Variables $value } | Get-ErrorCode | Should -Be 'TooDeep'
    }

    It 'refuses JSON text that is <Why>, and does not show it' -ForEach @(
        @{ Why = 'no JSON'; Json = 'hunter2' }
        @{ Why = 'no object'; Json = '["hunter2"]' }
        @{ Why = 'with a key twice'; Json = '{"a":"hunter2","a":1}' }
        @{ Why = 'followed by more'; Json = '{"a":1} hunter2' }
    ) {
        $record = Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -Variables $Json }
        $record | Get-ErrorCode | Should -Be 'InvalidVariables'
        "$record" | Should -Not -Match 'hunter2'
    }

    It 'takes a PSCredential for the variables userName and password' {
        $null = Invoke-RfaGraphQL 'query($userName: String!, $password: String!) { ping(u: $userName, p: $password) }' (New-Credential 'user' 'pw')
        Get-SentVariable $server | Should -BeExactly '{"userName":"user","password":"pw"}'
    }

    It 'refuses a <_>' -ForEach 'list', 'number' {
        $value = if ($_ -eq 'list') { @(1, 2) } else { 5 }
        Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -Variables $value } | Get-ErrorCode | Should -Be 'InvalidVariables'
    }
}

Describe 'Variables against their declared types' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'sends <Json> for <Type>' -ForEach @(
        @{ Type = 'String'; Make = { [psobject] 'a' }; Json = '"a"' }
        @{ Type = 'String'; Make = { ConvertTo-Secret 'pw' }; Json = '"pw"' }
        @{ Type = '[String!]'; Make = { 'one' }; Json = '["one"]' }
        @{ Type = '[String!]'; Make = { ConvertTo-Secret 'pw' }; Json = '["pw"]' }
        @{ Type = '[[Int]]'; Make = { 1 }; Json = '[[1]]' }
        @{ Type = '[Int]'; Make = { , @(1) }; Json = '[1]' }
        @{ Type = '[CompanyFilter!]'; Make = { [pscustomobject]@{ eq = 'a' } }; Json = '[{"eq":"a"}]' }
        @{ Type = 'Boolean'; Make = { [switch] $true }; Json = 'true' }
    ) {
        $null = Invoke-RfaGraphQL "query(`$v: $Type) { ping(v: `$v) }" @{ v = (& $Make) }
        Get-SentVariable $server | Should -BeExactly ('{"v":' + $Json + '}')
    }

    It 'refuses <Why> before anything is sent, and does not show it' -ForEach @(
        @{ Why = 'text for an Int'; Query = 'query($v: Int) { a(v: $v) }'; Make = { @{ v = 'hunter2' } }; Message = 'The variable $v is declared Int and was given text: give a number.' }
        @{ Why = 'text of JSON for an Int'; Query = 'query($v: Int) { a(v: $v) }'; Make = { '{"v":"hunter2"}' }; Message = 'The variable $v is declared Int and was given text: give a number.' }
        @{ Why = 'a PSCredential for a String'; Query = 'query($v: String) { a(v: $v) }'; Make = { @{ v = New-Credential hunter2 hunter2 } }; Message = 'The variable $v is declared String and was given an object.' }
        @{ Why = 'a required variable that is missing'; Query = 'query($v: Int!) { a(v: $v) }'; Make = { }; Message = 'The variable $v is declared Int! and was not given.' }
        @{ Why = 'two mistakes at once'; Query = 'query($take: Int!) { a(v: $take) }'; Make = { @{ Take = 'hunter2' } }; Message = "The operation declares no variable 'Take': did you mean 'take'? The variable `$take is declared Int! and was not given." }
    ) {
        $record = Get-ThrownError { Invoke-RfaGraphQL $Query -Variables (& $Make) }
        $record | Get-ErrorCode | Should -Be 'InvalidVariables'
        "$record" | Should -BeExactly $Message
        $record.CategoryInfo.Category | Should -Be 'InvalidData'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
    }

    It 'leaves out optional variables' {
        $null = Invoke-RfaGraphQL 'query($a: Int, $b: Int! = 5) { ping(a: $a, b: $b) }'
        (Get-ScriptedRequest $server -Calls).Text | Should -Not -Match 'variables'
    }
}

Describe 'Invoke-RfaGraphQL -Query' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'sends the document byte for byte' {
        $query = "# comment`r`nquery A {`t ping  }`n`nquery B { pong }"
        $null = Invoke-RfaGraphQL $query -OperationName B
        $sent = (Get-ScriptedRequest $server -Calls).Text | ConvertFrom-Json
        $sent.query | Should -BeExactly $query
        $sent.operationName | Should -BeExactly 'B'
    }

    It 'refuses <Why> before anything is sent' -ForEach @(
        @{ Why = 'a syntax error'; Query = 'query { a('; Name = $null; Code = 'GraphQLSyntaxError' }
        @{ Why = 'a document of comments'; Query = '# nothing'; Name = $null; Code = 'GraphQLSyntaxError' }
        @{ Why = 'a document of spaces'; Query = '  '; Name = $null; Code = 'GraphQLSyntaxError' }
        @{ Why = 'several operations without a name'; Query = 'query A { a } query B { b }'; Name = $null; Code = 'OperationNameRequired' }
        @{ Why = 'a name that is not there'; Query = 'query A { a }'; Name = 'B'; Code = 'OperationNotFound' }
        @{ Why = 'a subscription'; Query = 'subscription { a }'; Name = $null; Code = 'SubscriptionNotSupported' }
    ) {
        $arguments = @{ Query = $Query }
        if ($Name) { $arguments.OperationName = $Name }
        Get-ThrownError { Invoke-RfaGraphQL @arguments } | Get-ErrorCode | Should -Be $Code
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
    }
}

Describe 'Invoke-RfaGraphQL -Path and -LiteralPath' {
    BeforeAll {
        $text = "query U {`r`n  ping # $([char]0xA3)`n}"
        $encodings = @{
            'utf8'    = [System.Text.UTF8Encoding]::new($false)
            'utf8bom' = [System.Text.UTF8Encoding]::new($true)
            'utf16'   = [System.Text.UnicodeEncoding]::new($false, $true)
            'utf16be' = [System.Text.UnicodeEncoding]::new($true, $true)
            'utf32'   = [System.Text.UTF32Encoding]::new($false, $true)
        }
        foreach ($name in $encodings.Keys) {
            [System.IO.File]::WriteAllText("$TestDrive/$name.graphql", $text, $encodings[$name])
        }
        $root = (Get-Item $TestDrive).FullName
    }

    BeforeEach { Clear-ScriptedServer $server }

    It 'reads <_>, keeping line ends' -ForEach 'utf8', 'utf8bom', 'utf16', 'utf16be', 'utf32' {
        $null = Invoke-RfaGraphQL -Path "$root/$_.graphql"
        ((Get-ScriptedRequest $server -Calls).Text | ConvertFrom-Json).query | Should -BeExactly $text
    }

    It 'reads a file relative to the current location' {
        Push-Location $root
        try { (Invoke-RfaGraphQL -Path utf8.graphql).ping | Should -Be 'pong' } finally { Pop-Location }
    }

    It 'accepts a wildcard that stands for one file' {
        (Invoke-RfaGraphQL -Path "$root/utf16b*.graphql").ping | Should -Be 'pong'
    }

    It 'reads a name with brackets by -LiteralPath only' {
        [System.IO.File]::WriteAllText("$root/a[1].graphql", '{ ping }')
        (Invoke-RfaGraphQL -LiteralPath "$root/a[1].graphql").ping | Should -Be 'pong'
        Get-ThrownError { Invoke-RfaGraphQL -Path "$root/a[1].graphql" } | Get-ErrorCode | Should -Be 'FileUnreadable'
    }

    It 'refuses <Why>' -ForEach @(
        @{ Why = 'a missing file'; File = 'none.graphql'; Pattern = 'is not there' }
        @{ Why = 'a wildcard for several files'; File = 'utf*.graphql'; Pattern = 'stands for 5 files' }
        @{ Why = 'a directory'; File = '.'; Pattern = 'is a directory' }
        @{ Why = 'a path that is not in a file system'; File = 'env:PATH'; Pattern = 'file system' }
    ) {
        $record = Get-ThrownError { Invoke-RfaGraphQL -Path $(if ($File -like 'env:*') { $File } else { "$root/$File" }) }
        $record | Get-ErrorCode | Should -Be 'FileUnreadable'
        $record.CategoryInfo.Category | Should -Be 'ReadError'
        "$record" | Should -Match $Pattern
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
    }

    It 'refuses <_> by -LiteralPath' -ForEach 'none.graphql', 'nodrive:/x.graphql', 'env:PATH' {
        Push-Location $root
        try { Get-ThrownError { Invoke-RfaGraphQL -LiteralPath $_ } | Get-ErrorCode | Should -Be 'FileUnreadable' } finally { Pop-Location }
    }

    It 'refuses bytes that are not UTF-8' {
        [System.IO.File]::WriteAllBytes("$root/latin.graphql", [byte[]](0x23, 0x20, 0xE9, 0x0A, 0x7B, 0x61, 0x7D))
        "$(Get-ThrownError { Invoke-RfaGraphQL -Path "$root/latin.graphql" })" | Should -Match 'not UTF-8'
    }

    It 'refuses more than 10 MB' {
        [System.IO.File]::WriteAllText("$root/big.graphql", '#' * (10MB + 1))
        "$(Get-ThrownError { Invoke-RfaGraphQL -Path "$root/big.graphql" })" | Should -Match 'larger than 10 MB'
    }
}
